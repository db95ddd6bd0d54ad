package org.patchbay.io.resolver.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.dns.DnsRecordType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import org.patchbay.io.NameResolver.Naptr;
import org.patchbay.io.NameResolver.Srv;

/**
 * A kind of record that can be asked for.
 *
 * @param order in which the caller wants them; those that are equal stay as the server gave them
 */
record RecordKind<T>(DnsRecordType type, Reader<T> reader, Comparator<T> order) {
    /** RFC 3403 section 4.1. */
    static final RecordKind<Naptr> NAPTR = new RecordKind<>(
            DnsRecordType.NAPTR,
            RecordKind::naptr,
            Comparator.comparingInt(Naptr::order).thenComparingInt(Naptr::preference));

    /** RFC 2782. */
    static final RecordKind<Srv> SRV =
            new RecordKind<>(DnsRecordType.SRV, RecordKind::srv, Comparator.comparingInt(Srv::priority));

    static final RecordKind<InetAddress> A =
            new RecordKind<>(DnsRecordType.A, in -> address(in, 4), Comparator.comparingInt(_ -> 0));

    static final RecordKind<InetAddress> AAAA =
            new RecordKind<>(DnsRecordType.AAAA, in -> address(in, 16), Comparator.comparingInt(_ -> 0));

    /** Reads a record's content; what it throws says that there is none. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ByteBuf content);
    }

    /** Reads the content of one record, whose buffer begins with the message; empty when it isn't what its type says. */
    Optional<T> read(ByteBuf content) {
        try {
            var value = reader.read(content);
            return content.isReadable() ? Optional.empty() : Optional.of(value);
        } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Naptr naptr(ByteBuf in) {
        int order = in.readUnsignedShort();
        int preference = in.readUnsignedShort();
        var flags = text(in);
        var service = text(in);
        text(in); // the regular expression, which SIP doesn't use (RFC 3263 section 4.1)
        return new Naptr(order, preference, flags, service, WireName.read(in));
    }

    private static String text(ByteBuf in) {
        return in.readString(in.readUnsignedByte(), StandardCharsets.US_ASCII);
    }

    private static Srv srv(ByteBuf in) {
        return new Srv(in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort(), WireName.read(in));
    }

    private static InetAddress address(ByteBuf in, int length) {
        if (in.readableBytes() != length) throw new IllegalArgumentException("length " + in.readableBytes());
        var octets = ByteBufUtil.getBytes(in);
        in.skipBytes(length);
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException otherLength) {
            throw new IllegalArgumentException(otherLength);
        }
    }
}
