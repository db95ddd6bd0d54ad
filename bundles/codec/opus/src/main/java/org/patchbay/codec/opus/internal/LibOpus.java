package org.patchbay.codec.opus.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.patchbay.media.AudioCodec.Decoder;
import org.patchbay.media.AudioCodec.Encoder;

/** Opus by the library of the system, through the foreign function interface (JEP 454). A stream's state lies in memory of ours. */
final class LibOpus implements OpusEngine {
    private static final int VOIP = 2048;
    private static final int SET_BITRATE = 4002;
    private static final int SET_MAX_BANDWIDTH = 4004;
    private static final int SET_VBR = 4006;
    private static final int SET_COMPLEXITY = 4010;
    private static final int SET_INBAND_FEC = 4012;
    private static final int SET_PACKET_LOSS_PERCENT = 4014;
    private static final int SET_DTX = 4016;
    private static final int NARROWBAND = 1101;

    // the library stays for good: streams outlive the bundle that began them
    private final SymbolLookup library = SymbolLookup.libraryLookup("libopus.so.0", Arena.global());
    private final MethodHandle encoderSize = function("opus_encoder_get_size", JAVA_INT);
    private final MethodHandle encoderInit = function("opus_encoder_init", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    private final MethodHandle encode = function("opus_encode", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    // int opus_encoder_ctl(OpusEncoder *st, int request, ...)
    private final MethodHandle control = Linker.nativeLinker()
            .downcallHandle(
                    library.findOrThrow("opus_encoder_ctl"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private final MethodHandle decoderSize = function("opus_decoder_get_size", JAVA_INT);
    private final MethodHandle decoderInit = function("opus_decoder_init", ADDRESS, JAVA_INT, JAVA_INT);
    private final MethodHandle decode =
            function("opus_decode", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

    @Override
    public String name() {
        return "libopus";
    }

    @Override
    public Encoder encoder(EncoderSettings settings) {
        var stream = new NativeStream(size(encoderSize), settings.frame());
        try {
            check((int) encoderInit.invokeExact(stream.state(), settings.rateHz(), 1, VOIP));
            apply(settings, stream.state());
        } catch (Throwable e) {
            stream.close();
            throw failed(e);
        }
        return new LibOpusEncoder(encode, stream, settings.frame());
    }

    @Override
    public Decoder decoder(int rateHz) {
        var stream = new NativeStream(size(decoderSize), rateHz / 50 * 6);
        try {
            check((int) decoderInit.invokeExact(stream.state(), rateHz, 1));
        } catch (Throwable e) {
            stream.close();
            throw failed(e);
        }
        return new LibOpusDecoder(decode, stream, rateHz / 50);
    }

    /** Passes on what a call has thrown; only our own mistakes can, since C throws nothing. */
    static RuntimeException failed(Throwable e) {
        if (e instanceof Error error) throw error;
        return e instanceof RuntimeException mistake ? mistake : new IllegalStateException(e);
    }

    private void apply(EncoderSettings settings, MemorySegment encoder) throws Throwable {
        Fmtp peer = settings.peer();
        set(encoder, SET_COMPLEXITY, settings.complexity());
        set(encoder, SET_BITRATE, settings.bitrate());
        set(encoder, SET_VBR, peer.constantBitrate() ? 0 : 1);
        set(encoder, SET_DTX, peer.dtx() ? 1 : 0);
        set(encoder, SET_INBAND_FEC, peer.fec() ? 1 : 0);
        set(encoder, SET_PACKET_LOSS_PERCENT, peer.fec() ? EncoderSettings.EXPECTED_LOSS_PERCENT : 0);
        set(encoder, SET_MAX_BANDWIDTH, NARROWBAND + peer.bandwidth());
    }

    private void set(MemorySegment encoder, int request, int value) throws Throwable {
        check((int) control.invokeExact(encoder, request, value));
    }

    private static int size(MethodHandle function) {
        try {
            return (int) function.invokeExact(1);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static void check(int status) {
        if (status < 0) throw new IllegalStateException("libopus says " + status);
    }

    private MethodHandle function(String name, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }
}
