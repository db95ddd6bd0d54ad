package org.patchbay.sip.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patchbay.media.Codec;

/** Reads and writes the payload formats of a stream: its format numbers, {@code a=rtpmap} and {@code a=fmtp}. */
final class Payloads {
    /** RFC 3551 table 4: payload types that need no rtpmap. */
    private static final Map<Integer, Codec> STATIC = Map.ofEntries(
            Map.entry(0, Codec.PCMU),
            Map.entry(3, new Codec(3, "GSM", 8000, 1, "")),
            Map.entry(4, new Codec(4, "G723", 8000, 1, "")),
            Map.entry(5, new Codec(5, "DVI4", 8000, 1, "")),
            Map.entry(6, new Codec(6, "DVI4", 16000, 1, "")),
            Map.entry(7, new Codec(7, "LPC", 8000, 1, "")),
            Map.entry(8, Codec.PCMA),
            Map.entry(9, Codec.G722),
            Map.entry(10, new Codec(10, "L16", 44100, 2, "")),
            Map.entry(11, new Codec(11, "L16", 44100, 1, "")),
            Map.entry(12, new Codec(12, "QCELP", 8000, 1, "")),
            Map.entry(13, new Codec(13, "CN", 8000, 1, "")),
            Map.entry(15, new Codec(15, "G728", 8000, 1, "")),
            Map.entry(18, new Codec(18, "G729", 8000, 1, "")));

    private static final int MAX_NAME = 64;

    private Payloads() {}

    /** Returns the codecs of {@code stream} in its order; a format that nothing describes is left out. */
    static List<Codec> read(Stream stream) {
        var mapped = new HashMap<Integer, Codec>();
        var parameters = new HashMap<Integer, String>();
        for (Line line : stream.lines()) {
            if (line.is("rtpmap")) map(line.attributeValue(), mapped);
            else if (line.is("fmtp")) parameters(line.attributeValue(), parameters);
        }
        var seen = new HashSet<Integer>();
        var codecs = new ArrayList<Codec>();
        for (String format : stream.formats()) {
            int type = Numbers.parse(format, 127);
            Codec codec = mapped.containsKey(type) ? mapped.get(type) : STATIC.get(type);
            if (codec == null || !seen.add(type)) continue;
            codecs.add(with(codec, parameters.getOrDefault(type, "")));
        }
        return codecs;
    }

    private static Codec with(Codec codec, String parameters) {
        if (codec.parameters().equals(parameters)) return codec;
        return new Codec(codec.payloadType(), codec.name(), codec.clockRateHz(), codec.channels(), parameters);
    }

    /** Reads {@code 107 opus/48000/2}. */
    private static void map(String value, Map<Integer, Codec> mapped) {
        int space = value.indexOf(' ');
        int type = space < 0 ? -1 : Numbers.parse(value.substring(0, space), 127);
        if (type < 0) return;
        Codec codec = codec(type, value.substring(space).strip());
        if (codec != null) mapped.putIfAbsent(type, codec);
    }

    private static @Nullable Codec codec(int type, String encoding) {
        int slash = encoding.indexOf('/');
        if (slash < 1 || slash > MAX_NAME || !token(encoding, slash)) return null;
        int second = encoding.indexOf('/', slash + 1);
        int rate = Numbers.parse(encoding.substring(slash + 1, second < 0 ? encoding.length() : second), 999_999);
        int channels = second < 0 ? 1 : Numbers.parse(encoding.substring(second + 1), 99);
        return rate < 1 || channels < 1 ? null : codec(type, encoding.substring(0, slash), rate, channels);
    }

    /** Returns the usual one of that name where there is one: a call keeps its codecs for as long as it lasts. */
    private static Codec codec(int type, String name, int rate, int channels) {
        Codec usual = STATIC.get(type);
        if (type == Codec.OPUS.payloadType()) usual = Codec.OPUS;
        if (usual != null && usual.name().equals(name) && usual.clockRateHz() == rate && usual.channels() == channels)
            return usual;
        return new Codec(type, name, rate, channels, "");
    }

    private static boolean token(String text, int end) {
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') return false;
        }
        return true;
    }

    private static void parameters(String value, Map<Integer, String> parameters) {
        int space = value.indexOf(' ');
        int type = space < 0 ? -1 : Numbers.parse(value.substring(0, space), 127);
        if (type >= 0) parameters.putIfAbsent(type, value.substring(space).strip());
    }

    /** Returns the lines that describe {@code codecs}; the static ones too, since some phones miss them. */
    static List<Line> write(List<Codec> codecs) {
        var lines = new ArrayList<Line>();
        for (Codec codec : codecs) {
            String channels = codec.channels() == 1 ? "" : "/" + codec.channels();
            lines.add(Line.attribute(
                    "rtpmap", codec.payloadType() + " " + codec.name() + '/' + codec.clockRateHz() + channels));
            if (!codec.parameters().isEmpty()) {
                lines.add(Line.attribute("fmtp", codec.payloadType() + " " + codec.parameters()));
            }
        }
        return lines;
    }
}
