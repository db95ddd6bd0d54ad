package org.patchbay.sip.jain;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what JAIN-SIP logs on to SLF4J, and tells it that nothing is logged unless DEBUG is on.
 *
 * <p>What JAIN-SIP calls a warning is most often a peer's fault and goes to DEBUG; what it calls an error is a request
 * it could not serve and goes to WARN.
 */
public class Slf4jStackLogger implements StackLogger {
    private final Logger log;

    /** Logs as {@code gov.nist.javax.sip}; the stack calls this one by reflection. */
    public Slf4jStackLogger() {
        this("gov.nist.javax.sip");
    }

    /** Logs under {@code name}. */
    protected Slf4jStackLogger(String name) {
        this.log = LoggerFactory.getLogger(name);
    }

    @Override
    public boolean isLoggingEnabled() {
        return log.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled(int logLevel) {
        return logLevel == TRACE_TRACE ? log.isTraceEnabled() : log.isDebugEnabled();
    }

    @Override
    public void logStackTrace() {
        logStackTrace(TRACE_DEBUG);
    }

    @Override
    public void logStackTrace(int traceLevel) {
        if (isLoggingEnabled(traceLevel)) {
            log.debug("stack trace", new Throwable());
        }
    }

    @Override
    public void logException(Throwable thrown) {
        log.warn("JAIN-SIP: {}", thrown.toString(), thrown);
    }

    @Override
    public void logTrace(String message) {
        log.trace(message);
    }

    @Override
    public void logDebug(String message) {
        log.debug(message);
    }

    @Override
    public void logDebug(String message, Exception thrown) {
        log.debug(message, thrown);
    }

    @Override
    public void logInfo(String message) {
        log.debug(message);
    }

    @Override
    public void logWarning(String message) {
        log.debug(message);
    }

    @Override
    public void logError(String message) {
        log.warn(message);
    }

    @Override
    public void logError(String message, Exception thrown) {
        log.warn(message, thrown);
    }

    @Override
    public void logFatalError(String message) {
        log.error(message);
    }

    @Override
    public String getLoggerName() {
        return log.getName();
    }

    /** Returns 0: lines are not counted. */
    @Override
    public int getLineCount() {
        return 0;
    }

    /** Does nothing: Logback's configuration decides. */
    @Override
    public void enableLogging() {}

    /** Does nothing: Logback's configuration decides. */
    @Override
    public void disableLogging() {}

    /** Does nothing: the manifest tells the version. */
    @Override
    public void setBuildTimeStamp(String buildTimeStamp) {}

    /** Does nothing: Logback's configuration decides. */
    @Override
    public void setStackProperties(Properties stackProperties) {}
}
