package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.sdp.Descriptions.agreed;
import static org.patchbay.sip.sdp.Descriptions.begun;
import static org.patchbay.sip.sdp.Descriptions.format;
import static org.patchbay.sip.sdp.Descriptions.lines;
import static org.patchbay.sip.sdp.Descriptions.peer;
import static org.patchbay.sip.sdp.Descriptions.streams;
import static org.patchbay.sip.sdp.Descriptions.usable;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaKeys;
import org.patchbay.sip.sdp.Negotiation.Outcome;
import org.patchbay.sip.sdp.RemoteSdp.Unacceptable;
import org.patchbay.sip.sdp.RemoteSdp.Usable;

/** SRTP in offer and answer (RFC 4568). */
class SecureSdpTest {
    private static final MediaFormat PCMU = format(Codec.PCMU);
    private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String OTHER = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
    private static final String GCM = Base64.getEncoder().encodeToString(new byte[28]);
    private static final String SAVP = "m=audio 4000 RTP/SAVP 0\n";
    private static final String CM = "AES_CM_128_HMAC_SHA1_80 inline:";

    private static String offer(String... cryptos) {
        return peer(1, SAVP + "a=crypto:" + String.join("\na=crypto:", cryptos) + "\n");
    }

    private static Negotiation answered(Negotiation before, String text) {
        Usable offer = usable(before.read(text));
        return before.received(offer).answer(offer, PCMU);
    }

    private static MediaKeys keys(RemoteSdp read) {
        return usable(read).media().keys().orElseThrow();
    }

    @Test
    void answersWithTheTagAndTheSuiteAndAKeyOfItsOwn() { // RFC 4568 section 5.1.2
        Usable offer = usable(begun().read(offer("7 " + CM + KEY + "|2^20")));
        Negotiation answer = begun().received(offer).answer(offer, PCMU);

        MediaKeys keys = offer.media().keys().orElseThrow();
        assertThat(streams(answer)).containsExactly("m=audio 40000 RTP/SAVP 0");
        assertThat(lines(answer, "a=crypto")).containsExactly("a=crypto:7 " + CM + base64(keys.sent()));
        assertThat(base64(keys.received())).isEqualTo(KEY);
        assertThat(keys.sent()).isNotEqualTo(keys.received());
    }

    @Test
    void takesTheEncryptedOneOfTwoStreams() {
        String text = peer(1, "m=audio 4000 RTP/AVP 0\nm=audio 4002 RTP/SAVP 0\na=crypto:1 " + CM + KEY + "\n");

        assertThat(streams(answered(begun(), text))).containsExactly("m=audio 0 RTP/AVP 0", "m=audio 40000 RTP/SAVP 0");
    }

    @Test
    void keepsTheProtocolOfTheOffer() {
        String text = peer(1, "m=audio 4000 RTP/SAVPF 0\na=crypto:1 " + CM + KEY + "\n");

        assertThat(streams(answered(begun(), text))).containsExactly("m=audio 40000 RTP/SAVPF 0");
    }

    @Test
    void prefersTheCheapestSuiteAndElseTakesThePeersFirst() {
        String gcm = "2 AEAD_AES_128_GCM inline:" + GCM;
        String short32 = "3 AES_CM_128_HMAC_SHA1_32 inline:" + KEY;

        assertThat(keys(begun().read(offer("1 " + CM + KEY, gcm))).suite()).isEqualTo("AEAD_AES_128_GCM");
        assertThat(keys(begun().read(offer(short32, "1 " + CM + KEY))).suite()).isEqualTo("AES_CM_128_HMAC_SHA1_32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "x AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "-1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80",
                "1 AES_CM_128_HMAC_SHA1_80 inline:",
                "1 AES_CM_128_HMAC_SHA1_80 inline:====",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "AA==",
                "1 AES_CM_128_HMAC_SHA1_80 inline:!" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 outline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|x",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^49",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|0",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|281474976710657",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4|2^20",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4|1:4",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|2^20",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:0",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:129",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|256:1",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|x:1",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|:",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:1:1",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + ";inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNENCRYPTED_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " KDR=1",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " something",
                "1 AEAD_AES_128_GCM inline:" + KEY,
                "1 F8_128_HMAC_SHA1_80 inline:" + KEY
            })
    void ignoresWhatItCanNotUse(String crypto) { // RFC 4568 sections 5.1.2, 6.1 and 6.3.7
        assertThat(begun().read(offer(crypto))).isEqualTo(new Unacceptable("audio encrypted in no way that we know"));
        assertThat(keys(begun().read(offer(crypto, "9 " + CM + KEY + " -x WSH=128")))
                        .received())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 281474976710656",
        "|2^20, '', 1048576",
        "|1048576, '', 1048576",
        "|2^48, '', 281474976710656",
        "|1:1, 01, 281474976710656",
        "|2^31|1:4, 00000001, 2147483648",
        "|255:1, FF, 281474976710656",
        "|256:2, 0100, 281474976710656",
        "|66051:3, 010203, 281474976710656"
    })
    void readsLifetimeAndIdentifier(String parameters, String mki, long lifetime) { // RFC 4568 section 6.1
        MediaKeys keys = keys(begun().read(offer("1 " + CM + KEY + parameters)));

        assertThat(keys.receivedUse())
                .isEqualTo(new MediaKeys.Use(HexFormat.of().parseHex(mki), lifetime));
    }

    @Test
    void namesItsKeyAsThePeerDoes() { // RFC 4568 section 6.1
        Usable offer = usable(begun().read(offer("7 " + CM + KEY + "|2^20|1:4")));
        Negotiation answer = begun().received(offer).answer(offer, PCMU);

        MediaKeys keys = offer.media().keys().orElseThrow();
        assertThat(keys.sentUse()).isEqualTo(new MediaKeys.Use(new byte[] {0, 0, 0, 1}, 1L << 48));
        assertThat(lines(answer, "a=crypto")).containsExactly("a=crypto:7 " + CM + base64(keys.sent()) + "|1:4");
    }

    @Test
    void keepsItsKeyWhenThePeerNamesItsOwnAnew() { // RFC 4568 section 7.1.4
        Negotiation first = answered(begun(), offer("1 " + CM + KEY));
        String ours = lines(first, "a=crypto").getFirst();

        Usable named = usable(first.read(peer(2, SAVP + "a=crypto:1 " + CM + KEY + "|2:1\n")));

        assertThat(lines(first.received(named).answer(named, PCMU), "a=crypto")).containsExactly(ours + "|2:1");
    }

    @Test
    void takesAnAnswerThatNamesItsKey() {
        Negotiation offered = begun().offer(PCMU, true);

        Outcome.Agreed agreed = agreed(offered.answered(offer("2 " + CM + KEY + "|2^20|9:2")));

        MediaKeys keys = agreed.answer().media().keys().orElseThrow();
        assertThat(keys.receivedUse()).isEqualTo(new MediaKeys.Use(new byte[] {0, 9}, 1 << 20));
        assertThat(keys.sentUse()).isEqualTo(MediaKeys.Use.STANDARD);
    }

    @Test
    void keepsItsKeyWhenThePeerOffersAgain() { // RFC 4568 section 7.1.4
        Negotiation first = answered(begun(), offer("1 " + CM + KEY));
        Usable held = usable(first.read(peer(2, SAVP + "a=crypto:2 " + CM + OTHER + "\na=sendonly\n")));

        assertThat(lines(first.received(held).answer(held, PCMU), "a=crypto")
                        .getFirst()
                        .substring(11))
                .isEqualTo(lines(first, "a=crypto").getFirst().substring(11));
        assertThat(usable(first.read(offer("1 " + CM + KEY))).media())
                .isEqualTo(usable(first.read(offer("1 " + CM + KEY))).media());
    }

    @Test
    void offersTheKeysOfBeforeAgain() { // RFC 4568 section 7.1.4
        Negotiation first = begun().offer(PCMU, true);
        Negotiation next = agreed(first.answered(answer(first, 2))).next();

        Negotiation held = next.offer(PCMU.with(Direction.SENDONLY));

        assertThat(streams(held)).containsExactly("m=audio 40000 RTP/SAVP 0");
        assertThat(lines(held, "a=crypto")).hasSize(2).isEqualTo(lines(first, "a=crypto"));
    }

    @Test
    void takesTheKeyOfTheAnswer() {
        Negotiation offered = begun().offer(PCMU, true);

        Outcome.Agreed agreed = agreed(offered.answered(answer(offered, 2)));

        MediaKeys keys = agreed.answer().media().keys().orElseThrow();
        assertThat(base64(keys.received())).isEqualTo(KEY);
        assertThat(lines(offered, "a=crypto").getLast()).endsWith(base64(keys.sent()));
    }

    @Test
    void refusesAnAnswerThatIsNoneToItsOffer() { // RFC 4568 section 5.1.3
        Negotiation offered = begun().offer(PCMU, true);
        List<String> wrong = List.of(
                peer(1, "m=audio 4000 RTP/AVP 0\n"),
                answer(offered, 1),
                answer(offered, 3),
                offer("2 " + CM + KEY, "2 " + CM + OTHER),
                peer(1, SAVP));

        assertThat(wrong).allSatisfy(text -> assertThat(offered.answered(text)).isInstanceOf(Outcome.Refused.class));
        assertThat(begun().offer(PCMU).answered(answer(offered, 2))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void offersPlainRtpAfterwards() {
        Negotiation plain = begun().offer(PCMU, true).declined().offer(PCMU, false);

        assertThat(streams(plain)).containsExactly("m=audio 40000 RTP/AVP 0");
        assertThat(lines(plain, "a=crypto")).isEmpty();
    }

    @Test
    void tellsNoKey() {
        Negotiation answer = answered(begun(), offer("1 " + CM + KEY));
        String ours = lines(answer, "a=crypto").getFirst().substring("a=crypto:1 ".length() + CM.length());

        String told = answer + " " + begun().read(offer("1 " + CM + KEY));

        assertThat(told).doesNotContain(KEY).doesNotContain(ours).contains("Line[a=crypto]");
    }

    private static String answer(Negotiation offered, int tag) {
        assertThat(lines(offered, "a=crypto")).hasSize(2);
        return offer(tag + " " + CM + KEY);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
