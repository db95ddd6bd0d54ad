package org.patchbay.sip.channel.internal.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.media.Codec;
import org.patchbay.sip.channel.internal.sdp.Sdp.Attribute;
import org.patchbay.sip.channel.internal.sdp.Sdp.Stream;

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

    private static final Pattern MAP = Pattern.compile("(\\d{1,3}) +([!-.0-~]{1,64})/(\\d{1,6})(?:/(\\d{1,2}))?");

    private Payloads() {}

    /** Returns the codecs of {@code stream} in its order; a format that nothing describes is left out. */
    static List<Codec> read(Stream stream) {
        Map<Integer, Codec> mapped = mapped(stream);
        Map<Integer, String> parameters = parameters(stream);
        var seen = new HashSet<Integer>();
        var codecs = new ArrayList<Codec>();
        for (String format : stream.formats()) {
            int type = Numbers.parse(format, 127);
            Codec codec = mapped.containsKey(type) ? mapped.get(type) : STATIC.get(type);
            if (codec == null || !seen.add(type)) continue;
            String wanted = parameters.getOrDefault(type, "");
            codecs.add(new Codec(type, codec.name(), codec.clockRateHz(), codec.channels(), wanted));
        }
        return codecs;
    }

    private static Map<Integer, Codec> mapped(Stream stream) {
        var mapped = new HashMap<Integer, Codec>();
        for (Attribute attribute : stream.attributes()) {
            if (attribute.name().equals("rtpmap")) {
                map(attribute.value()).ifPresent(codec -> mapped.putIfAbsent(codec.payloadType(), codec));
            }
        }
        return mapped;
    }

    private static Optional<Codec> map(String value) {
        Matcher matcher = MAP.matcher(value);
        if (!matcher.matches()) return Optional.empty();
        int type = Integer.parseInt(matcher.group(1));
        int rate = Integer.parseInt(matcher.group(3));
        int channels = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
        if (type > 127 || rate == 0 || channels == 0) return Optional.empty();
        return Optional.of(new Codec(type, matcher.group(2), rate, channels, ""));
    }

    private static Map<Integer, String> parameters(Stream stream) {
        var parameters = new HashMap<Integer, String>();
        for (Attribute attribute : stream.attributes()) {
            if (!attribute.name().equals("fmtp")) continue;
            int space = attribute.value().indexOf(' ');
            int type = space < 0 ? -1 : Numbers.parse(attribute.value().substring(0, space), 127);
            if (type >= 0) {
                parameters.putIfAbsent(type, attribute.value().substring(space).strip());
            }
        }
        return parameters;
    }

    /** Returns the lines that describe {@code codecs}; the static ones too, since some phones miss them. */
    static List<Attribute> write(List<Codec> codecs) {
        var attributes = new ArrayList<Attribute>();
        for (Codec codec : codecs) {
            String channels = codec.channels() == 1 ? "" : "/" + codec.channels();
            attributes.add(new Attribute(
                    "rtpmap", codec.payloadType() + " " + codec.name() + '/' + codec.clockRateHz() + channels));
            if (!codec.parameters().isEmpty()) {
                attributes.add(new Attribute("fmtp", codec.payloadType() + " " + codec.parameters()));
            }
        }
        return attributes;
    }
}
