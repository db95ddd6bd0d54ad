package org.patchbay.sip.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.parser.Parsed;
import org.patchbay.sip.parser.ParserLimits;
import org.patchbay.sip.parser.SipParser;

/** The torture messages of RFC 4475 and RFC 5118: what each is answered before a handler sees it. */
class TortureTest {
    private static final Path FOLDER = Path.of("src/test/resources/torture");

    private static final InetSocketAddress SOURCE = FakeListener.address("192.0.2.9", 5060);

    private final SipParser parser = new SipParser(ParserLimits.DEFAULT);
    private final HandlerTable handlers = new HandlerTable();
    private final RequestChecks checks = new RequestChecks(new Responses(), handlers);

    TortureTest() {
        handlers.add(request -> {}, Map.of(SipRequestHandler.METHODS, new String[] {"INVITE", "REGISTER", "MESSAGE"}));
    }

    static Stream<String[]> expected() throws IOException {
        return Files.readAllLines(FOLDER.resolve("expected.tsv")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("expected")
    void answersAsExpected(String file, String outcome) throws IOException {
        assertThat(outcome(Files.readAllBytes(FOLDER.resolve(file)))).isEqualTo(outcome);
    }

    private String outcome(byte[] bytes) {
        return switch (parser.parse(bytes)) {
            case Parsed.Good(SIPRequest request) ->
                checks.refusal(request)
                        .map(refusal -> Integer.toString(refusal.getStatusCode()))
                        .orElse("served");
            case Parsed.Good(SIPMessage response) ->
                "response " + response.getViaHeaders().size();
            case Parsed.Refused refused ->
                new String(refused.response(SOURCE), StandardCharsets.UTF_8).substring(8, 11);
            case Parsed.Dropped _ -> "dropped";
        };
    }

    @Test
    void knowsEachMessage() throws IOException {
        try (var files = Files.list(FOLDER)) {
            var names = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".dat"));
            assertThat(expected().map(line -> line[0])).containsExactlyInAnyOrderElementsOf(names.toList());
        }
    }

    @Test
    void neverThrowsAtAMutatedMessage() throws IOException {
        var random = new Random(4475);
        long read = 0;
        for (var original : messages()) {
            for (int i = 0; i < 300; i++) {
                read += outcome(mutated(original, random)).equals("served") ? 1 : 0;
            }
        }
        assertThat(read).isPositive();
    }

    static byte[][] messages() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".dat"))
                    .sorted()
                    .map(TortureTest::bytes)
                    .toArray(byte[][]::new);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Overwrites, cuts out and doubles a few pieces. */
    static byte[] mutated(byte[] original, Random random) {
        var bytes = original.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(1 + random.nextInt(20), bytes.length - at);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) " \r\n\t:;,<>@\"\\%?=\0\u00ff9z".charAt(random.nextInt(19));
                case 1 -> System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
                default -> random.ints(length, 0, 256).forEach(b -> bytes[at + random.nextInt(length)] = (byte) b);
            }
        }
        return bytes;
    }
}
