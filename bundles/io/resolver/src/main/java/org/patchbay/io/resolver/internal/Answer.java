package org.patchbay.io.resolver.internal;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsSection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a name server's response says to one question. */
sealed interface Answer<T> {
    /** More than any honest answer has. */
    int RECORDS_MAX = 64;
    /** How many aliases an answer may lead through. */
    int ALIASES_MAX = 8;

    /** There are these records, or none, which is good for {@code seconds}. */
    record Found<T>(List<T> records, long seconds) implements Answer<T> {
        public Found {
            records = List.copyOf(records);
        }
    }

    /** The name is an alias, and the response doesn't say what stands at {@code target}. */
    record Alias<T>(String target, long seconds) implements Answer<T> {}

    /**
     * Reads what {@code response} says of {@code name}; records of other names count for nothing, wherever they stand.
     *
     * @param negativeSeconds how long it is good that there is nothing, when the server doesn't say
     */
    static <T> Answer<T> read(DnsResponse response, String name, RecordKind<T> kind, long negativeSeconds) {
        var current = name;
        long seconds = Integer.MAX_VALUE;
        for (int aliases = 0; aliases <= ALIASES_MAX; aliases++) {
            var records = records(response, DnsSection.ANSWER, current, kind.type());
            if (!records.isEmpty()) return found(records, seconds, kind);
            var alias = records(response, DnsSection.ANSWER, current, DnsRecordType.CNAME).stream()
                    .findFirst();
            var target = alias.flatMap(Answer::target);
            if (target.isEmpty()) break;
            seconds = Math.min(seconds, seconds(alias.get()));
            current = target.get();
        }
        var nothing = nothing(response);
        if (!current.equals(name) && nothing.isEmpty()) return new Alias<>(current, seconds);
        return new Found<>(List.of(), Math.min(seconds, nothing.orElse(negativeSeconds)));
    }

    private static <T> Answer<T> found(List<DnsRawRecord> records, long seconds, RecordKind<T> kind) {
        var read = records.stream()
                .flatMap(each -> kind.read(content(each)).stream())
                .sorted(kind.order())
                .toList();
        return new Found<>(read, records.stream().mapToLong(Answer::seconds).reduce(seconds, Math::min));
    }

    // RFC 2308 section 5: the lesser of the SOA record's own time and its last field
    private static OptionalLong nothing(DnsResponse response) {
        return all(response, DnsSection.AUTHORITY)
                .filter(each ->
                        each.type().equals(DnsRecordType.SOA) && content(each).readableBytes() >= 22)
                .mapToLong(each -> {
                    var content = content(each);
                    return Math.min(seconds(each), content.getUnsignedInt(content.writerIndex() - 4));
                })
                .findFirst();
    }

    private static Optional<String> target(DnsRawRecord alias) {
        try {
            return Optional.of(WireName.read(content(alias))).filter(name -> !name.isEmpty());
        } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static List<DnsRawRecord> records(
            DnsResponse response, DnsSection section, String name, DnsRecordType type) {
        return all(response, section)
                .filter(each ->
                        each.type().equals(type) && WireName.normal(each.name()).equals(name))
                .toList();
    }

    private static Stream<DnsRawRecord> all(DnsResponse response, DnsSection section) {
        return IntStream.range(0, Math.min(response.count(section), RECORDS_MAX))
                .mapToObj(index -> response.<DnsRecord>recordAt(section, index))
                .filter(each -> each.dnsClass() == DnsRecord.CLASS_IN)
                .flatMap(each -> each instanceof DnsRawRecord raw ? Stream.of(raw) : Stream.empty());
    }

    private static ByteBuf content(DnsRawRecord each) {
        return each.content().duplicate();
    }

    // RFC 2181 section 8: with the first bit set it means 0
    private static long seconds(DnsRecord each) {
        return each.timeToLive() > Integer.MAX_VALUE ? 0 : each.timeToLive();
    }
}
