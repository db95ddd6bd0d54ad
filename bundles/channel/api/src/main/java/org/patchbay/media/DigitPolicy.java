package org.patchbay.media;

/** How the phones of a user, or another server, press keys and have them pressed. */
public enum DigitPolicy {
    /** RFC 4733 when both agree on it, else SIP INFO when the peer takes that, else tones. */
    AUTO,
    /** As events in the stream of the sound (RFC 4733). */
    RFC4733,
    /** As SIP INFO ({@code application/dtmf-relay}); events are not agreed on. */
    INFO,
    /** As tones in the sound, which are listened to; events are not agreed on. */
    INBAND
}
