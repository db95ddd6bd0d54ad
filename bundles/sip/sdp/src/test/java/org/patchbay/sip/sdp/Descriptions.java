package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.sdp.Negotiation.Outcome;
import org.patchbay.sip.sdp.RemoteSdp.Usable;

/** Descriptions and steps that the tests of offer and answer share. */
final class Descriptions {
    static final Codec ILBC = new Codec(97, "iLBC", 8000, 1, "");

    private Descriptions() {}

    /** Returns a dialog of ours at 192.0.2.1. */
    static Negotiation begun() {
        return Negotiation.begin(
                7, new InetSocketAddress("192.0.2.1", 40000), new InetSocketAddress("192.0.2.1", 40001));
    }

    /** Returns {@code version} of the peer's description, at 192.0.2.9. */
    static String peer(int version, String streams) {
        return "v=0\no=peer 3 " + version + " IN IP4 192.0.2.9\ns= \nc=IN IP4 192.0.2.9\nt=0 0\n" + streams;
    }

    static MediaFormat format(Codec... codecs) {
        return new MediaFormat(List.of(codecs), Direction.SENDRECV);
    }

    static Usable usable(RemoteSdp read) {
        assertThat(read).isInstanceOf(Usable.class);
        return (Usable) read;
    }

    /** Takes the peer's offer, and answers it with {@code format}. */
    static Negotiation answer(Negotiation before, String offer, MediaFormat format) {
        Usable read = usable(before.read(offer));
        return before.received(read).answer(read, format);
    }

    static Outcome.Agreed agreed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Agreed.class);
        return (Outcome.Agreed) outcome;
    }

    /** Returns the {@code m=} lines of what we have described last. */
    static List<String> streams(Negotiation negotiation) {
        return lines(negotiation, "m=");
    }

    /** Returns which of our lines begin with {@code beginning}. */
    static List<String> lines(Negotiation negotiation, String beginning) {
        return negotiation
                .text()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .toList();
    }
}
