package org.patchbay.sip.parser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The messages that tests read: of telephones, and of the torture sets. */
final class Corpus {
    static final Path TORTURE = Path.of("src/test/resources/torture");
    private static final Path TELEPHONES = Path.of("src/test/resources/corpus.txt");

    private Corpus() {}

    /** Returns what telephones and providers send, by name; with the Content-Length that the body has. */
    static Map<String, byte[]> telephones() {
        var messages = new LinkedHashMap<String, byte[]>();
        for (var part : text(TELEPHONES).split("(?m)^=== ")) {
            int end = part.indexOf('\n');
            if (end > 0) messages.put(part.substring(0, end), message(part.substring(end + 1)));
        }
        return messages;
    }

    /** Makes a message of text with bare line ends, whatever its Content-Length says. */
    static byte[] message(String text) {
        var lines = text.replace("\n", "\r\n");
        int head = lines.indexOf("\r\n\r\n") + 4;
        var body = lines.substring(head).getBytes(StandardCharsets.UTF_8);
        var fixed = lines.substring(0, head).replaceFirst("(?m)^(Content-Length|l):[^\r\n]*", "$1: " + body.length);
        return (fixed + lines.substring(head)).getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, byte[]> torture() {
        var messages = new LinkedHashMap<String, byte[]>();
        try (var files = Files.list(TORTURE)) {
            for (var file : files.sorted().toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".dat")) messages.put(name, Files.readAllBytes(file));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return messages;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
