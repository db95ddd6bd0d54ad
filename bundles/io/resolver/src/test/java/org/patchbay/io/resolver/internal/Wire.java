package org.patchbay.io.resolver.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Writes DNS messages and parts of them, as bytes. */
final class Wire {
    static final int A = 1;
    static final int CNAME = 5;
    static final int SOA = 6;
    static final int AAAA = 28;
    static final int SRV = 33;
    static final int NAPTR = 35;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Wire u8(int value) {
        return put(() -> out.writeByte(value));
    }

    Wire u16(int value) {
        return put(() -> out.writeShort(value));
    }

    Wire u32(long value) {
        return put(() -> out.writeInt((int) value));
    }

    Wire raw(byte[] value) {
        return put(() -> out.write(value));
    }

    Wire text(String value) {
        return u8(value.length()).raw(value.getBytes(StandardCharsets.US_ASCII));
    }

    Wire name(String name) {
        if (!name.isEmpty()) for (var label : name.split("\\.")) text(label);
        return u8(0);
    }

    Wire pointer(int offset) {
        return u16(0xC000 | offset);
    }

    byte[] done() {
        return bytes.toByteArray();
    }

    static byte[] address(String literal) {
        return InetAddress.ofLiteral(literal).getAddress();
    }

    static byte[] srv(int priority, int weight, int port, String target) {
        return new Wire().u16(priority).u16(weight).u16(port).name(target).done();
    }

    static byte[] naptr(int order, int preference, String flags, String service, String replacement) {
        return new Wire()
                .u16(order)
                .u16(preference)
                .text(flags)
                .text(service)
                .text("")
                .name(replacement)
                .done();
    }

    static byte[] soa(long minimum) {
        return new Wire()
                .name("ns.example")
                .name("root.example")
                .u32(1)
                .u32(2)
                .u32(3)
                .u32(4)
                .u32(minimum)
                .done();
    }

    private interface Write {
        void run() throws IOException;
    }

    private Wire put(Write write) {
        try {
            write.run();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
