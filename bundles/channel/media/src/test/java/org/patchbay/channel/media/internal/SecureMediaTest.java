package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpKeys;
import org.patchbay.io.SrtpSuite;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaKeys;

/** What a port is told of keys. */
class SecureMediaTest {
    private static final MediaFormat PCMU = new MediaFormat(List.of(Codec.PCMU), Direction.SENDRECV);
    private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 4000);

    private final RecordedPort port = new RecordedPort();
    private final PortMedia media = new PortMedia(port, TestServices.of(new MediaClock(), TestCodecs.G711));

    @Test
    void thePortKnowsTheKeysBeforeItExpectsAnything() {
        byte[] theirs = new byte[30];
        byte[] ours = new byte[30];
        Arrays.fill(ours, (byte) 1);
        var keys = new MediaKeys("AES_CM_128_HMAC_SHA1_80", theirs, ours);

        media.remote(new MediaDescription(PEER, PEER, PCMU, Optional.of(keys)), PCMU);

        assertThat(port.orders).containsExactly("secure", "expect");
        assertThat(port.keys)
                .contains(new SrtpKeys(
                        new SrtpKey(SrtpSuite.AES_CM_128_HMAC_SHA1_80, theirs),
                        new SrtpKey(SrtpSuite.AES_CM_128_HMAC_SHA1_80, ours)));
    }

    @Test
    void thePortIsPlainAgainOnceThePeerIs() {
        var keys = new MediaKeys("AEAD_AES_128_GCM", new byte[28], new byte[28]);
        media.remote(new MediaDescription(PEER, PEER, PCMU, Optional.of(keys)), PCMU);

        media.remote(new MediaDescription(PEER, PEER, PCMU), PCMU);

        assertThat(port.keys).isEmpty();
    }

    @Test
    void tellsNoKey() {
        var keys = new MediaKeys("AEAD_AES_128_GCM", new byte[28], new byte[28]);

        assertThat(new MediaDescription(PEER, PEER, PCMU, Optional.of(keys)).toString())
                .contains("keys=Optional[MediaKeys[AEAD_AES_128_GCM]]");
    }
}
