package org.patchbay.io.rtp.srtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpSuite;

/** The examples of RFC 3711 and RFC 7714, and one of libsrtp. */
class VectorsTest {
    private static final String MASTER = "E1F97A0D3E018BE0D64FA32C06DE41390EC675AD498AFEEBB6960B3AABE6";
    private static final String GCM_SALT = "517569642070726f2071756f";
    private static final String GALLIA =
            "8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";
    private static final String MARS =
            "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";
    private static final int MARS_INDEX = 0x5d4;

    @Test
    void derivesTheKeysOfRfc3711AppendixB3() {
        SessionKeys keys = SessionKeys.ofRtp(master());

        assertThat(keys.encryption()).isEqualTo(octets("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(keys.salt()).isEqualTo(octets("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(keys.authentication()).isEqualTo(octets("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
    }

    @Test
    void hasTheKeyStreamOfRfc3711AppendixB2() {
        byte[] salt = octets("F0F1F2F3F4F5F6F7F8F9FAFBFCFD");
        byte[] key = octets("2B7E151628AED2A6ABF7158809CF4F3C");
        var keys = new SessionKeys(SrtpSuite.AES_CM_128_HMAC_SHA1_80, key, new byte[20], salt);
        byte[] packet = new byte[60 + Transform.OVERHEAD_OCTETS];

        Transform.ofRtp(keys).sealRtp(packet, 12, 60, 0, 0);

        assertThat(Arrays.copyOfRange(packet, 12, 60))
                .isEqualTo(octets("E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB"
                        + "41E95B3BB0A2E8DD477901E4FCA894C0"));
    }

    @Test
    void sealsAsLibsrtpDoes() {
        var sender = new SrtpSender(master());

        ByteBuffer sealed = sender.sealRtp(ByteBuffer.wrap(octets("800f1234decafbadcafebabe" + "ab".repeat(16))));

        assertThat(octets(sealed))
                .isEqualTo(octets("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb"));
    }

    @ParameterizedTest
    @CsvSource({
        "AEAD_AES_128_GCM,"
            + " f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce",
        "AEAD_AES_256_GCM,"
            + " 32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13"
    })
    void sealsAndOpensTheRtpOfRfc7714Section16(SrtpSuite suite, String sealed) {
        byte[] packet = Arrays.copyOf(octets(GALLIA), 50 + Transform.OVERHEAD_OCTETS);
        byte[] expected = octets(GALLIA.substring(0, 24) + sealed);

        int length = Transform.ofRtp(gcm(suite)).sealRtp(packet, 12, 50, 0x5501a0b2, 0xf17b);

        assertThat(Arrays.copyOf(packet, length)).isEqualTo(expected);
        assertThat(Transform.ofRtp(gcm(suite)).openRtp(packet, 12, length, 0x5501a0b2, 0xf17b))
                .isEqualTo(50);
        assertThat(Arrays.copyOf(packet, 50)).isEqualTo(octets(GALLIA));
    }

    @ParameterizedTest
    @CsvSource({
        "AEAD_AES_128_GCM,"
            + " 63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade",
        "AEAD_AES_256_GCM,"
            + " d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be"
    })
    void sealsAndOpensTheRtcpOfRfc7714Section17(SrtpSuite suite, String sealed) {
        byte[] plain = octets(MARS);
        byte[] packet = Arrays.copyOf(plain, plain.length + Transform.OVERHEAD_OCTETS);

        int length = Transform.ofRtcp(gcm(suite)).sealRtcp(packet, plain.length, 0x4d617273, MARS_INDEX);

        assertThat(Arrays.copyOf(packet, length)).isEqualTo(octets(MARS.substring(0, 16) + sealed + "800005d4"));
        assertThat(Transform.ofRtcp(gcm(suite)).openRtcp(packet, length, 0x4d617273))
                .isEqualTo(plain.length);
        assertThat(Arrays.copyOf(packet, plain.length)).isEqualTo(plain);
    }

    @Test
    void opensRtcpThatIsOnlyAuthenticatedAsInRfc7714Section17Dot3() {
        byte[] packet = octets(MARS + "841dd9683dd78ec92ae58790125f62b3" + "000005d4");

        int length = Transform.ofRtcp(gcm(SrtpSuite.AEAD_AES_128_GCM)).openRtcp(packet, packet.length, 0x4d617273);

        assertThat(Arrays.copyOf(packet, length)).isEqualTo(octets(MARS));
    }

    private static SrtpKey master() {
        return new SrtpKey(SrtpSuite.AES_CM_128_HMAC_SHA1_80, octets(MASTER));
    }

    private static SessionKeys gcm(SrtpSuite suite) {
        byte[] key = new byte[suite.keyOctets()];
        for (int i = 0; i < key.length; i++) key[i] = (byte) i;
        return new SessionKeys(suite, key, new byte[0], octets(GCM_SALT));
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] octets(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.remaining()];
        buffer.get(octets);
        return octets;
    }
}
