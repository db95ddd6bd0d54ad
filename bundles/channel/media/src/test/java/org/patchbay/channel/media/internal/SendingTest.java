package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;

class SendingTest {
    @Test
    void usesThePayloadTypeOfThePeer() { // RFC 3264 section 5.1
        Codec theirs = new Codec(96, "pcma", 8000, 1, "");

        assertThat(sending(theirs, Direction.SENDRECV, Codec.PCMA).codec().payloadType())
                .isEqualTo(96);
    }

    @Test
    void encodesWhatThereIsACodecFor() {
        assertThat(sending(Codec.PCMU, Direction.SENDRECV, Codec.PCMU).service())
                .isPresent();
        assertThat(sending(Codec.PCMA, Direction.SENDRECV, Codec.PCMA).service())
                .isPresent();
        assertThat(sending(Codec.G722, Direction.SENDRECV, Codec.G722).service())
                .isEmpty();
        assertThat(sending(Codec.TELEPHONE_EVENT, Direction.SENDRECV, Codec.TELEPHONE_EVENT)
                        .service())
                .isEmpty();
    }

    @Test
    void sendsToAPeerThatReceives() { // RFC 3264 section 8.4
        assertThat(sending(Codec.PCMU, Direction.SENDRECV, Codec.PCMU).wanted()).isTrue();
        assertThat(sending(Codec.PCMU, Direction.RECVONLY, Codec.PCMU).wanted()).isTrue();
        assertThat(sending(Codec.PCMU, Direction.SENDONLY, Codec.PCMU).wanted()).isFalse();
        assertThat(sending(Codec.PCMU, Direction.INACTIVE, Codec.PCMU).wanted()).isFalse();
    }

    private static Sending sending(Codec theirs, Direction direction, Codec agreed) {
        InetSocketAddress rtp = new InetSocketAddress("192.0.2.1", 4000);
        return Sending.to(
                new MediaDescription(rtp, rtp, new MediaFormat(List.of(theirs), direction)),
                new MediaFormat(List.of(agreed), Direction.SENDRECV),
                TestCodecs.G711);
    }
}
