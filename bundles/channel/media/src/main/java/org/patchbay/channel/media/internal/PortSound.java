package org.patchbay.channel.media.internal;

import java.util.List;
import java.util.function.LongSupplier;
import org.patchbay.channel.media.jitter.JitterCounters;
import org.patchbay.channel.media.mixing.Voice;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpPort.Listening;
import org.patchbay.io.RtpPort.Way;
import org.patchbay.media.Codec;

/** The linear sound of a leg on its port: decoded from what arrives, and encoded into the leg's stream. */
final class PortSound implements Sound, AutoCloseable {
    private final Hearing hearing;
    private final Speaker speaker;
    private final int rateHz;
    private final LongSupplier nanoTime;
    private final Listening listening;
    private boolean begun;

    private PortSound(RtpPort port, Hearing hearing, Speaker speaker, int rateHz, LongSupplier nanoTime) {
        this.hearing = hearing;
        this.speaker = speaker;
        this.rateHz = rateHz;
        this.nanoTime = nanoTime;
        this.listening = port.listen(Way.RECEIVED, hearing::arrived);
    }

    /** Begins to listen. @param fromPeer what the payload types of the peer's packets stand for, the codec of its sound first */
    static PortSound begin(
            RtpPort port, Speaker speaker, Codecs codecs, List<Codec> fromPeer, int rateHz, JitterSettings settings) {
        int clockRateHz = fromPeer.stream()
                .filter(Codec::carriesAudio)
                .findFirst()
                .orElse(Codec.PCMU)
                .clockRateHz();
        var hearing = new Hearing(codecs, clockRateHz, rateHz, settings, System::nanoTime);
        hearing.agreed(fromPeer);
        return new PortSound(port, hearing, speaker, rateHz, System::nanoTime);
    }

    @Override
    public int rateHz() {
        return rateHz;
    }

    @Override
    public boolean hear(short[] frame) {
        return hearing.hear(frame);
    }

    @Override
    public void say(short[] frame) {
        begin();
        speaker.say(frame, rateHz, nanoTime.getAsLong());
    }

    /** Tells whether the peer wants to hear anything. */
    boolean wanted() {
        return speaker.wanted();
    }

    /** Says what all are told who only listen to {@code common}, of whom {@code voice} is one. */
    void say(CommonSpeech common, Voice voice) {
        begin();
        speaker.say(common, voice, nanoTime.getAsLong());
    }

    private void begin() {
        if (!begun) speaker.pause();
        begun = true;
    }

    /** May be called from any thread. */
    JitterCounters counters() {
        return hearing.counters();
    }

    /** Listens no more. May be called from any thread; {@link #free} follows on the clock. */
    @Override
    public void close() {
        listening.close();
    }

    /** Frees the codec, on the clock. */
    void free() {
        hearing.close();
    }
}
