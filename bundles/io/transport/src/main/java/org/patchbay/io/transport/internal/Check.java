package org.patchbay.io.transport.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;

/** Reads values of a configuration, and says what is wrong with them in the words of its file. */
final class Check {
    private Check() {}

    static int range(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    static String filled(String key, String value) {
        if (value.isBlank()) throw new IllegalArgumentException(key + " is missing");
        return value.strip();
    }

    static InetSocketAddress address(String address, int port) {
        range("port", port, 0, 65_535);
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(filled("address", address)), port);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "address must be an address in numbers, such as 0.0.0.0 or ::, not " + address, wrong);
        }
    }

    static <E extends Enum<E>> E word(String key, String value, Class<E> words) {
        return Arrays.stream(words.getEnumConstants())
                .filter(each -> each.name().equalsIgnoreCase(value.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + " must be one of "
                        + Arrays.toString(words.getEnumConstants()).toLowerCase(Locale.ROOT) + ", not " + value));
    }
}
