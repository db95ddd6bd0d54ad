package org.patchbay.sip.sdp;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpSuite;
import org.patchbay.media.MediaKeys;

/**
 * How a stream carries RTP: plain, or encrypted in one of several ways.
 *
 * @param protocol as in {@code m=}
 * @param cryptos none when it is plain
 */
record Profile(String protocol, List<Crypto> cryptos) {
    static final Profile PLAIN = new Profile("RTP/AVP", List.of());

    private static final List<String> SECURE = List.of("RTP/SAVP", "RTP/SAVPF");
    private static final SrtpSuite PREFERRED =
            SrtpSuite.AEAD_AES_128_GCM; // half the work where the processor has no SHA-1

    Profile {
        cryptos = List.copyOf(cryptos);
    }

    static boolean known(String protocol) {
        return protocol.equals(PLAIN.protocol) || SECURE.contains(protocol);
    }

    /** Returns how {@code stream} carries RTP; empty when it does in no way that we can. */
    static Optional<Profile> of(Stream stream) {
        if (stream.protocol().equals(PLAIN.protocol())) return Optional.of(PLAIN);
        if (!SECURE.contains(stream.protocol())) return Optional.empty();
        List<Crypto> cryptos = Crypto.of(stream);
        return cryptos.isEmpty() ? Optional.empty() : Optional.of(new Profile(stream.protocol(), cryptos));
    }

    /** Returns an offer of encryption, with new keys. */
    static Profile offered() {
        return new Profile(
                SECURE.getFirst(),
                List.of(Crypto.random(1, PREFERRED), Crypto.random(2, SrtpSuite.AES_CM_128_HMAC_SHA1_80)));
    }

    boolean secure() {
        return !cryptos.isEmpty();
    }

    /**
     * Returns what both sides encrypt with when this is offered by the peer: our key stays what it is in {@code ours}, as long as the suite is
     * the same (RFC 4568 section 7.1.4). Empty for plain RTP.
     */
    Optional<MediaKeys> chosen(Profile ours) {
        return cryptos.stream()
                .min(Comparator.comparing(crypto -> crypto.key().suite() != PREFERRED))
                .map(crypto -> keys(crypto.key(), ours.key(crypto.key())));
    }

    private static MediaKeys keys(SrtpKey received, SrtpKey sent) {
        return new MediaKeys(received.suite().name(), received.octets(), sent.octets(), use(received), use(sent));
    }

    private static MediaKeys.Use use(SrtpKey key) {
        return new MediaKeys.Use(key.mki(), key.lifetime());
    }

    private static SrtpKey key(SrtpSuite suite, byte[] octets, MediaKeys.Use use) {
        return new SrtpKey(suite, octets, use.mki(), use.lifetime());
    }

    /** Returns what goes with {@code theirs}: who names its key expects as much of the other, though RFC 4568 doesn't ask for it. */
    private SrtpKey key(SrtpKey theirs) {
        byte[] octets = cryptos.stream()
                .map(Crypto::key)
                .filter(key -> key.suite() == theirs.suite())
                .findFirst()
                .orElseGet(() -> Crypto.random(1, theirs.suite()).key())
                .octets();
        return new SrtpKey(theirs.suite(), octets, theirs.mki(), SrtpKey.LONGEST_LIFETIME);
    }

    /** Returns our answer to this offer of the peer's, when {@code keys} were chosen. */
    Profile answer(Optional<MediaKeys> keys) {
        return keys.map(chosen -> new Profile(protocol, answered(chosen))).orElse(PLAIN);
    }

    // RFC 4568 section 5.1.2: the one that is taken, with the tag that it was offered with
    private List<Crypto> answered(MediaKeys chosen) {
        SrtpSuite suite = SrtpSuite.valueOf(chosen.suite());
        return cryptos.stream()
                .filter(crypto -> crypto.key().equals(key(suite, chosen.received(), chosen.receivedUse())))
                .limit(1)
                .map(crypto -> new Crypto(crypto.tag(), key(suite, chosen.sent(), chosen.sentUse())))
                .toList();
    }

    /** Returns what both sides encrypt with when this is the peer's answer to {@code offer} of ours; empty if it is none to that. */
    Optional<MediaKeys> agreed(Profile offer) {
        if (cryptos.size() != 1) return Optional.empty(); // RFC 4568 section 5.1.3
        Crypto taken = cryptos.getFirst();
        return offer.cryptos.stream()
                .filter(crypto -> crypto.tag() == taken.tag()
                        && crypto.key().suite() == taken.key().suite())
                .findFirst()
                .map(crypto -> keys(taken.key(), crypto.key()));
    }
}
