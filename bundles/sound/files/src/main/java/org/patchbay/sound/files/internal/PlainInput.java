package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Samples that lie one after the other in a file, of one channel or of several that are mixed to one. */
final class PlainInput implements SoundInput {
    private final OctetInput file;
    private final Samples coding;
    private final int channels;
    private final int rateHz;
    private long left;

    /** @param octets how many there are from where the file stands; the end of the file ends them too */
    PlainInput(OctetInput file, Samples coding, int channels, int rateHz, long octets) {
        this.file = file;
        this.coding = coding;
        this.channels = channels;
        this.rateHz = rateHz;
        this.left = octets;
    }

    @Override
    public int rateHz() {
        return rateHz;
    }

    @Override
    public int read(short[] samples) throws IOException {
        int frame = coding.octets() * channels;
        ByteBuffer in = file.atLeast((int) Math.min(8192, (long) frame * samples.length));
        int frames = (int) Math.min(Math.min(in.remaining(), left) / frame, samples.length);
        for (int i = 0; i < frames; i++) samples[i] = mono(in);
        left -= (long) frames * frame;
        return frames == 0 ? -1 : frames;
    }

    private short mono(ByteBuffer in) {
        int sum = 0;
        for (int channel = 0; channel < channels; channel++) sum += coding.next(in);
        return (short) (sum / channels);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
