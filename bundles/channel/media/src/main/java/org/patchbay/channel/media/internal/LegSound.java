package org.patchbay.channel.media.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.patchbay.channel.media.mixing.Mixer;
import org.patchbay.io.RtpPort;
import org.patchbay.media.Codec;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;

/** How the sound of one leg is coded both ways, and what makes it linear. Owned by the leg's call. */
final class LegSound {
    private final RtpPort port;
    private final Speaker speaker;
    private final Codecs codecs;
    private final Supplier<JitterSettings> jitter;
    private Sending sending = Sending.NOTHING;
    private List<Codec> fromPeer = List.of();

    LegSound(RtpPort port, Speaker speaker, Codecs codecs, Supplier<JitterSettings> jitter) {
        this.port = port;
        this.speaker = speaker;
        this.codecs = codecs;
        this.jitter = jitter;
    }

    /** Takes what was agreed on; returns whether what the peer sends is coded in another way than before. */
    boolean agreed(MediaDescription peer, MediaFormat negotiated) {
        sending = Sending.to(peer, negotiated, codecs);
        speaker.sending(sending);
        boolean other = !fromPeer.equals(negotiated.codecs());
        fromPeer = negotiated.codecs();
        return other;
    }

    Speaker speaker() {
        return speaker;
    }

    /** Tells whether the agreed codec can be encoded. */
    boolean able() {
        return speaker.able();
    }

    /** Tells whether {@code other}'s peer can be sent this one's packets as they are, or has to be, as nobody could translate them. */
    boolean understoodBy(LegSound other) {
        Codec theirs = other.sending.codec();
        Optional<Codec> ours = audio();
        return ours.isEmpty()
                || other.audio().isEmpty()
                || theirs.sameEncoding(ours.get())
                        && theirs.payloadType() == ours.get().payloadType()
                || !able()
                || !other.able();
    }

    private Optional<Codec> audio() {
        for (Codec codec : fromPeer) if (codec.carriesAudio()) return Optional.of(codec);
        return Optional.empty();
    }

    /** Returns {@link Mixer#WIDE_HZ} when the codec of this leg carries more than telephones do, and else {@link Mixer#NARROW_HZ}. */
    int widestHz() {
        return sending.service().map(service -> service.rateHz(Mixer.WIDE_HZ)).orElse(Mixer.NARROW_HZ);
    }

    /** Begins to listen to the peer. */
    PortSound begin(int rateHz) {
        return begin(fromPeer, rateHz);
    }

    /** Begins to listen to the peer for what a telephone carries, which is in one of {@code spoken}. */
    PortSound narrow(List<Codec> spoken) {
        return begin(spoken, Mixer.NARROW_HZ);
    }

    private PortSound begin(List<Codec> spoken, int rateHz) {
        return PortSound.begin(port, speaker, codecs, spoken, rateHz, jitter.get());
    }
}
