package org.patchbay.store.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;

/** Writes bindings as plain bytes: a version, then for each its fields in order; texts by length. No Java serialisation. */
final class BindingCodec {
    private static final int VERSION = 1;
    private static final int MAX_TEXT = 1 << 20;
    // a user may hold anything that a URI may; no URI holds this
    private static final char SEPARATOR = '\n';

    private BindingCodec() {}

    static String key(AddressOfRecord aor) {
        return aor.user() + SEPARATOR + aor.realm();
    }

    static AddressOfRecord aor(String key) throws IOException {
        int at = key.indexOf(SEPARATOR);
        if (at < 1) throw new IOException("key " + key);
        return new AddressOfRecord(key.substring(0, at), key.substring(at + 1));
    }

    static byte[] encode(List<Binding> bindings) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(bindings.size());
            for (var binding : bindings) write(out, binding);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // into memory
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Binding binding) throws IOException {
        text(out, binding.scheme());
        text(out, binding.contact());
        out.writeFloat(binding.q());
        out.writeLong(binding.expires().toEpochMilli());
        out.writeInt(binding.attributes().size());
        for (var attribute : binding.attributes().entrySet()) {
            text(out, attribute.getKey());
            text(out, attribute.getValue());
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads what {@link #encode} has written.
     *
     * @throws IOException when the bytes are anything else
     */
    static List<Binding> decode(byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) throw new IOException("version " + version);
            int count = in.readInt();
            var bindings = new ArrayList<Binding>();
            for (int i = 0; i < count; i++) bindings.add(read(in));
            return List.copyOf(bindings);
        } catch (IllegalArgumentException | DateTimeException damaged) {
            throw new IOException(damaged);
        }
    }

    private static Binding read(DataInputStream in) throws IOException {
        var scheme = text(in);
        var contact = text(in);
        float q = in.readFloat();
        var expires = Instant.ofEpochMilli(in.readLong());
        return new Binding(scheme, contact, q, expires, attributes(in));
    }

    private static Map<String, String> attributes(DataInputStream in) throws IOException {
        var attributes = new HashMap<String, String>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) attributes.put(text(in), text(in));
        return attributes;
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_TEXT || length > in.available()) throw new IOException("length " + length);
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
