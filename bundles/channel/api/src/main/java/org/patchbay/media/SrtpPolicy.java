package org.patchbay.media;

/** Whether the media of a user's or another server's legs is to be encrypted. What they offer encrypted is taken so with each. */
public enum SrtpPolicy {
    /** Plain RTP is offered. */
    OFF,
    /** SRTP is offered, and plain RTP once that was refused. */
    OPTIONAL,
    /** SRTP is offered, and plain RTP refused. */
    REQUIRED
}
