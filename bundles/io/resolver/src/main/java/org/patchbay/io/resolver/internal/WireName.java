package org.patchbay.io.resolver.internal;

import io.netty.buffer.ByteBuf;
import java.util.Locale;
import java.util.regex.Pattern;

/** Domain names, as text and as they stand in messages (RFC 1035 sections 3.1 and 4.1.4). */
final class WireName {
    private static final int LENGTH_MAX = 253;
    private static final int POINTER = 0xC0;
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    private WireName() {}

    /** Returns {@code name} in lower case and without the dot at its end. */
    static String normal(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Tells whether a {@link #normal} name can be asked for. */
    static boolean valid(String name) {
        return name.length() <= LENGTH_MAX && NAME.matcher(name).matches();
    }

    /**
     * Reads the name at the reader index, and leaves that behind the name; empty for the root. Pointers lead into what stands
     * before, so {@code in} has to begin with the message.
     *
     * @throws IllegalArgumentException when it is no name, or one that leads in circles
     * @throws IndexOutOfBoundsException when it has no end
     */
    static String read(ByteBuf in) {
        var name = new StringBuilder();
        int end = in.writerIndex();
        int at = in.readerIndex();
        int lowest = at;
        int behind = -1;
        for (int length = octet(in, at++, end); length != 0; length = octet(in, at++, end)) {
            if ((length & POINTER) == POINTER) {
                int target = (length & ~POINTER) << 8 | octet(in, at++, end);
                if (behind < 0) behind = at;
                // each leads further to the front than the one before, so there is an end
                if (target >= lowest) throw new IllegalArgumentException("compression loop");
                at = target;
                lowest = target;
            } else {
                at = label(in, at, length, end, name);
            }
        }
        in.readerIndex(behind < 0 ? at : behind);
        return checked(name.toString());
    }

    private static String checked(String name) {
        var normal = normal(name);
        if (!normal.isEmpty() && !valid(normal)) throw new IllegalArgumentException("no host name");
        return normal;
    }

    private static int label(ByteBuf in, int from, int length, int end, StringBuilder name) {
        if ((length & POINTER) != 0) throw new IllegalArgumentException("unknown label type");
        if (name.length() + length > LENGTH_MAX) throw new IllegalArgumentException("name too long");
        for (int at = from; at < from + length; at++) {
            int character = octet(in, at, end);
            if (character == '.') throw new IllegalArgumentException("dot in a label");
            name.append((char) character);
        }
        name.append('.');
        return from + length;
    }

    private static int octet(ByteBuf in, int index, int end) {
        if (index >= end) throw new IndexOutOfBoundsException(index);
        return in.getUnsignedByte(index);
    }
}
