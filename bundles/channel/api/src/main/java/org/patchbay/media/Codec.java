package org.patchbay.media;

import java.util.Locale;

/**
 * A payload format as it is used in one session (RFC 3551, RFC 4855).
 *
 * @param payloadType 0-127, the number in the RTP header
 * @param name the encoding name, compared without case
 * @param clockRateHz of the RTP timestamp
 * @param channels 1 for mono
 * @param parameters the format parameters as written in SDP {@code a=fmtp}, or empty
 */
public record Codec(int payloadType, String name, int clockRateHz, int channels, String parameters) {
    public static final Codec PCMU = new Codec(0, "PCMU", 8000, 1, "");
    public static final Codec PCMA = new Codec(8, "PCMA", 8000, 1, "");
    public static final Codec G722 = new Codec(9, "G722", 8000, 1, "");
    public static final Codec OPUS = new Codec(107, "opus", 48000, 2, "");
    public static final Codec TELEPHONE_EVENT = new Codec(101, "telephone-event", 8000, 1, "0-16");

    public Codec {
        if (payloadType < 0 || payloadType > 127) throw new IllegalArgumentException("payload type " + payloadType);
        if (name.isEmpty()) throw new IllegalArgumentException("empty codec name");
        if (clockRateHz <= 0 || channels <= 0) {
            throw new IllegalArgumentException(name + "/" + clockRateHz + "/" + channels);
        }
    }

    /** Tells whether both name the same encoding, whatever their payload types and parameters. */
    public boolean sameEncoding(Codec other) {
        return clockRateHz == other.clockRateHz
                && channels == other.channels
                && (name.equals(other.name)
                        || name.toLowerCase(Locale.ROOT).equals(other.name.toLowerCase(Locale.ROOT)));
    }

    /** Tells whether this carries sound, and not digits or comfort noise beside it. */
    public boolean carriesAudio() {
        return !name.equalsIgnoreCase("telephone-event") && !name.equalsIgnoreCase("CN");
    }
}
