package org.patchbay.sound.files.internal;

import java.io.IOException;
import org.patchbay.sound.pcm.Resampler;

/** An input at another rate than its own. */
final class RateInput implements SoundInput {
    private final SoundInput input;
    private final int rateHz;
    private final Resampler resampler;
    private final short[] read = new short[960];
    private final short[] ready;
    private int from;
    private int to;
    private boolean ended;

    private RateInput(SoundInput input, int rateHz) {
        this.input = input;
        this.rateHz = rateHz;
        this.resampler = new Resampler(input.rateHz(), rateHz);
        this.ready = new short[resampler.room(read.length)];
    }

    /** Returns it at 16,000 samples a second when it has as many, and at 8,000 otherwise. */
    static SoundInput of(SoundInput input) {
        return at(input.rateHz() >= 16_000 ? 16_000 : 8000, input);
    }

    /** Returns it at {@code rateHz}. */
    static SoundInput at(int rateHz, SoundInput input) {
        return input.rateHz() == rateHz ? input : new RateInput(input, rateHz);
    }

    @Override
    public int rateHz() {
        return rateHz;
    }

    @Override
    public int read(short[] samples) throws IOException {
        while (from == to && !ended) {
            int count = input.read(read);
            ended = count < 0;
            from = 0;
            to = ended ? resampler.finish(ready) : resampler.resample(read, count, ready);
        }
        int count = Math.min(to - from, samples.length);
        System.arraycopy(ready, from, samples, 0, count);
        from += count;
        return count == 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
