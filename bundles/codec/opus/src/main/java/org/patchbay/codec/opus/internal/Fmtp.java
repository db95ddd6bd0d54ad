package org.patchbay.codec.opus.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.patchbay.media.Codec;

/**
 * What a peer wants to receive (RFC 7587 section 6.1). What it says about itself (sprop-) changes nothing for us, and {@code stereo} neither:
 * mono is always allowed.
 *
 * @param bitrate at most, or {@link Integer#MAX_VALUE}
 * @param playbackRateHz above which nothing is played
 */
record Fmtp(boolean fec, boolean dtx, boolean constantBitrate, int bitrate, int playbackRateHz) {
    private static final int LOWEST_BITRATE = 6000;
    private static final int HIGHEST_RATE_HZ = 48_000;
    private static final int LOWEST_RATE_HZ = 8000;

    static Fmtp of(Codec peer) {
        Map<String, String> values = new HashMap<>();
        for (String parameter : peer.parameters().split(";", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                values.put(
                        parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        parameter.substring(equals + 1).strip());
            }
        }
        return new Fmtp(
                flag(values, "useinbandfec"),
                flag(values, "usedtx"),
                flag(values, "cbr"),
                Math.max(LOWEST_BITRATE, number(values, "maxaveragebitrate", Integer.MAX_VALUE)),
                Math.clamp(number(values, "maxplaybackrate", HIGHEST_RATE_HZ), LOWEST_RATE_HZ, HIGHEST_RATE_HZ));
    }

    /** Returns how much of the spectrum the peer plays: from 0, narrow band, to 4, full band (RFC 7587 section 3.1). */
    int bandwidth() {
        if (playbackRateHz < 12_000) return 0;
        if (playbackRateHz < 16_000) return 1;
        if (playbackRateHz < 24_000) return 2;
        return playbackRateHz < HIGHEST_RATE_HZ ? 3 : 4;
    }

    private static boolean flag(Map<String, String> values, String name) {
        return "1".equals(values.get(name));
    }

    private static int number(Map<String, String> values, String name, int otherwise) {
        String value = values.getOrDefault(name, "");
        // nine digits are an int, whatever they are; anything else is as if it weren't there
        return value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : otherwise;
    }
}
