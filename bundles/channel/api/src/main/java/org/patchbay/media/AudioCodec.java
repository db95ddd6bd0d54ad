package org.patchbay.media;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes linear sound of the payloads of one encoding, and payloads of linear sound. Each is a service. Linear sound is 16-bit mono at 8,000,
 * 16,000 or 48,000 samples a second, 20 ms at a time. A stream keeps the objects that it began with when another version of its codec comes.
 */
@ConsumerType
public interface AudioCodec {
    /** Returns the encoding, with the payload type and parameters that we offer it by. */
    Codec codec();

    /** Returns the samples a second at which this can work that are nearest to {@code wantedHz}. */
    int rateHz(int wantedHz);

    /**
     * Begins a stream to a peer.
     *
     * @param agreed as the peer described it, whose parameters are kept to
     * @param rateHz one that {@link #rateHz(int)} has returned
     */
    Encoder encoder(Codec agreed, int rateHz);

    /** Begins a stream from a peer. */
    Decoder decoder(Codec agreed, int rateHz);

    /** One stream of payloads being made. Used by one thread at a time; allocates nothing per frame that it can help. */
    interface Encoder extends AutoCloseable {
        /** Appends the payload of the next 20 ms, {@code rateHz / 50} samples from the start of {@code samples}, to {@code payload}. */
        void encode(short[] samples, ByteBuffer payload);

        /** Frees what is not on the heap. May be called twice. */
        @Override
        default void close() {}
    }

    /** One stream of payloads being read. Used by one thread at a time; hostile payloads give noise or silence, never an exception. */
    interface Decoder extends AutoCloseable {
        /**
         * Decodes the payload between position and limit into the start of {@code samples}.
         *
         * @return the samples written: those of 20 ms as a rule, at most 120 ms and {@code samples.length}; 0 when it can't be decoded
         */
        int decode(ByteBuffer payload, short[] samples);

        /**
         * Makes up for the next 20 ms, which were lost, from what went before.
         *
         * @return the samples written, or 0 when this encoding knows no better than whoever asks
         */
        default int conceal(short[] samples) {
            return 0;
        }

        /**
         * Makes up for the 20 ms before {@code next}, which were lost, from what {@code next} repeats of them, if it does; else as
         * {@link #conceal}. {@code next} is decoded afterwards; its position stays.
         */
        default int recover(ByteBuffer next, short[] samples) {
            return conceal(samples);
        }

        /** Frees what is not on the heap. May be called twice. */
        @Override
        default void close() {}
    }
}
