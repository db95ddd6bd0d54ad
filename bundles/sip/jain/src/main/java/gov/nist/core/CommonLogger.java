package gov.nist.core;

import org.patchbay.sip.jain.Slf4jStackLogger;

/**
 * Takes the place of JAIN-SIP's class of this name, which asks for log4j as soon as a message is parsed before a stack
 * exists. This one logs each class under its own name, whatever logger the stack was given.
 */
public final class CommonLogger extends Slf4jStackLogger {
    /** Is set by the stack's constructor, never read. */
    public static StackLogger legacyLogger = new Slf4jStackLogger();

    /** Is part of the replaced class, never read. */
    public static boolean useLegacyLogger = true;

    private CommonLogger(String name) {
        super(name);
    }

    /** Returns the logger of {@code name}. */
    public static StackLogger getLogger(String name) {
        return new CommonLogger(name);
    }

    /** Returns the logger of {@code type}. */
    public static StackLogger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }
}
