package org.patchbay.sip.jain;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each message that JAIN-SIP sent or received, one line at DEBUG, all of it at TRACE. */
public final class Slf4jServerLogger implements ServerLogger {
    private static final Logger LOG = LoggerFactory.getLogger("gov.nist.javax.sip.message");

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("{} {} -> {}\n{}", sender ? "sent" : "received", from, to, message);
        } else if (LOG.isDebugEnabled()) {
            LOG.debug("{} {} -> {} {}", sender ? "sent" : "received", from, to, firstLine(message));
        }
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {
        logMessage(message, from, to, sender, time);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {
        logMessage(message, from, to, sender, 0);
    }

    @Override
    public void logException(Exception thrown) {
        LOG.warn("JAIN-SIP: {}", thrown.toString(), thrown);
    }

    /** Does nothing: there is no file of its own. */
    @Override
    public void closeLogFile() {}

    /** Does nothing: Logback's configuration decides. */
    @Override
    public void setStackProperties(Properties stackProperties) {}

    /** Does nothing: no state of the stack is logged. */
    @Override
    public void setSipStack(SipStack sipStack) {}

    private static String firstLine(SIPMessage message) {
        return message.getFirstLine().strip();
    }
}
