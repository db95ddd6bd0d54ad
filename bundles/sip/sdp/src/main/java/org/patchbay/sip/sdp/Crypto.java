package org.patchbay.sip.sdp;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpSuite;

/**
 * A way to encrypt that a description offers or takes: {@code a=crypto} (RFC 4568 section 4).
 *
 * @param tag by which an answer names the one of an offer
 * @param key what the side that describes itself encrypts with
 */
record Crypto(int tag, SrtpKey key) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_TAG = 999_999_999;

    static Crypto random(int tag, SrtpSuite suite) {
        return new Crypto(tag, SrtpKey.random(suite, RANDOM));
    }

    /** Returns those of {@code stream} that can be used here, in their order. Others are to be ignored (RFC 4568 section 5.1.2). */
    static List<Crypto> of(Stream stream) {
        return stream.attributes("crypto").stream()
                .map(Crypto::read)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Crypto> read(String value) {
        List<String> words = Words.of(value);
        if (words.size() < 3) return Optional.empty();
        int tag = Numbers.parse(words.getFirst(), MOST_TAG);
        if (tag < 0 || !words.subList(3, words.size()).stream().allMatch(Crypto::harmless)) return Optional.empty();
        return SrtpSuite.named(words.get(1))
                .flatMap(suite -> KeyParameter.read(suite, words.get(2)))
                .map(key -> new Crypto(tag, key));
    }

    /** RFC 4568 section 6.3.7: what isn't known is ignored if it begins with a hyphen; a window's size is a hint only. */
    private static boolean harmless(String parameter) {
        return parameter.startsWith("-") || parameter.regionMatches(true, 0, "WSH=", 0, 4);
    }

    Line line() {
        return Line.attribute("crypto", tag + " " + key.suite().name() + " " + KeyParameter.text(key));
    }
}
