package org.patchbay.channel.media.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.patchbay.channel.recording.Tape;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpPort.Listening;
import org.patchbay.io.RtpPort.Way;
import org.patchbay.media.Codec;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** What records one leg: each listens to what passes its port, and knows which codecs the payload types stand for. */
final class LegRecordings {
    private final RtpPort port;
    private final List<Tape> tapes = new CopyOnWriteArrayList<>();
    private List<Codec> fromPeer = List.of();
    private List<Codec> toPeer = List.of();

    LegRecordings(RtpPort port) {
        this.port = port;
    }

    void agreed(MediaDescription peer, MediaFormat negotiated) {
        fromPeer = joined(negotiated.codecs(), peer.format().codecs());
        // RFC 3264 section 5.1: what is sent has the payload types of the receiver's description
        toPeer = joined(peer.format().common(negotiated.codecs()).codecs(), fromPeer);
        for (Tape tape : tapes) tape.agreed(fromPeer, toPeer);
    }

    private static List<Codec> joined(List<Codec> first, List<Codec> then) {
        List<Codec> all = new ArrayList<>(first);
        for (Codec other : then) {
            if (first.stream().noneMatch(codec -> codec.payloadType() == other.payloadType())) all.add(other);
        }
        return all;
    }

    Recording begin(RecordingDesk desk, String name, RecordingOptions options) {
        Tape tape = desk.begin(name, options);
        tape.agreed(fromPeer, toPeer);
        tapes.add(tape);
        Listening said = port.listen(Way.RECEIVED, tape::received);
        Listening heard = port.listen(Way.SENT, tape::sent);
        tape.onEnd(() -> {
            said.close();
            heard.close();
            tapes.remove(tape);
        });
        return tape;
    }

    /** Ends all of them, because the leg has ended. */
    void close() {
        for (Tape tape : tapes) tape.stop();
    }
}
