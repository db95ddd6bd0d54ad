package org.patchbay.channel;

/** What came of {@link Call#dial}. */
public sealed interface DialResult {
    /** Somebody answered, both talked, and the called side has hung up. */
    record Ended(Cause cause) implements DialResult {}

    /** Nobody answered; {@code cause} is the best of what the called devices said. */
    record Refused(Cause cause) implements DialResult {}

    /** Nobody answered in time. */
    record TimedOut() implements DialResult {}

    /** There is no device to ring. */
    record Unreachable() implements DialResult {}
}
