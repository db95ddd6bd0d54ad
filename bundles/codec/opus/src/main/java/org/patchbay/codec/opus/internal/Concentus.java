package org.patchbay.codec.opus.internal;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.List;
import org.patchbay.media.AudioCodec.Decoder;
import org.patchbay.media.AudioCodec.Encoder;

/** Opus in Java. */
final class Concentus implements OpusEngine {
    private static final List<OpusBandwidth> BANDWIDTHS = List.of(
            OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND,
            OpusBandwidth.OPUS_BANDWIDTH_MEDIUMBAND,
            OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND,
            OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND,
            OpusBandwidth.OPUS_BANDWIDTH_FULLBAND);

    @Override
    public String name() {
        return "concentus";
    }

    @Override
    public Encoder encoder(EncoderSettings settings) {
        try {
            var encoder = new OpusEncoder(settings.rateHz(), 1, OpusApplication.OPUS_APPLICATION_VOIP);
            apply(settings, encoder);
            return new ConcentusEncoder(encoder, settings.frame());
        } catch (OpusException e) {
            throw new IllegalArgumentException(settings.toString(), e);
        }
    }

    @Override
    public Decoder decoder(int rateHz) {
        try {
            return new ConcentusDecoder(new OpusDecoder(rateHz, 1), rateHz);
        } catch (OpusException e) {
            throw new IllegalArgumentException("rate " + rateHz, e);
        }
    }

    private static void apply(EncoderSettings settings, OpusEncoder encoder) {
        Fmtp peer = settings.peer();
        encoder.setComplexity(settings.complexity());
        encoder.setBitrate(settings.bitrate());
        encoder.setUseVBR(!peer.constantBitrate());
        encoder.setUseDTX(peer.dtx());
        encoder.setUseInbandFEC(peer.fec());
        encoder.setPacketLossPercent(peer.fec() ? EncoderSettings.EXPECTED_LOSS_PERCENT : 0);
        encoder.setMaxBandwidth(BANDWIDTHS.get(peer.bandwidth()));
    }
}
