package org.patchbay.sound.pcm;

import org.patchbay.media.AudioSource;

/** A source at another rate than its own. */
public final class AtRate implements AudioSource {
    private final AudioSource source;
    private final int rateHz;
    private final Resampler resampler;
    private final short[] read;
    private final short[] ready;
    private int from;
    private int to;
    private boolean ended;

    private AtRate(AudioSource source, int rateHz) {
        this.source = source;
        this.rateHz = rateHz;
        this.resampler = new Resampler(source.rateHz(), rateHz);
        this.read = new short[source.rateHz() / 50];
        this.ready = new short[resampler.room(read.length)];
    }

    /** Returns {@code source} at {@code rateHz}: itself when it has that rate. */
    public static AudioSource of(AudioSource source, int rateHz) {
        return source.rateHz() == rateHz ? source : new AtRate(source, rateHz);
    }

    @Override
    public int rateHz() {
        return rateHz;
    }

    @Override
    public int read(short[] samples) {
        int written = 0;
        while (written < samples.length && (from < to || refill())) {
            int count = Math.min(to - from, samples.length - written);
            System.arraycopy(ready, from, samples, written, count);
            from += count;
            written += count;
        }
        return written == 0 && samples.length > 0 ? -1 : written;
    }

    private boolean refill() {
        from = 0;
        to = 0;
        while (to == 0 && !ended) {
            int count = source.read(read);
            ended = count < 0;
            to = ended ? resampler.finish(ready) : resampler.resample(read, count, ready);
        }
        return to > 0;
    }
}
