package org.patchbay.itest.server;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The users of the server under test: 1000 to 1999 for loads, 2000 to 2099 whom loads call, 3000 to 3999 of whom each test
 * takes its own, 4000 to 4099 whose calls ring for two seconds only, 4100 to 4199 whose media may go past the server, 4200 to 4299 whose calls
 * are recorded, 4300 to 4399 whose media must be encrypted, 4400 to 4449 whose phones press keys by SIP INFO and 4450 to 4499 by tones.
 */
public final class TestUsers {
    /** The dialplan of the README, and a context where nobody waits long. */
    public static final String DIALPLAN = """
        internal:
          - {match: "9196", do: [answer, echo]}
          - {match: "9197", do: [answer, {play: tone}]}
          - {match: "880X", do: [{confer: "${number}"}]}
          - {match: "8700", do: [{confer: {room: "8800", muted: yes}}]}
          - {match: "9198", do: [answer, {play: "tone:1000"}]}
          - {match: "9190", do: [answer, {play: {sound: wire-welcome, times: endless}}]}
          - {match: "9189", do: [answer, {play: {sound: wire-gliding-voice, times: endless}}]}
          - {match: "9191", do: [answer, {play: broken}]}
          - {match: "9192", do: [answer, {play: music}]}
          - match: "2005"
            do:
              - dial: {user: "2005", ring: 2s}
              - hangup: no-answer
          - match: "42XX"
            do:
              - record: {file: "wire/${number}"}
              - dial: {user: "${number}", ring: 20s}
          - match: "[1-4]XXX"
            do:
              - dial: {user: "${number}", ring: 20s}
              - hangup: no-answer
        impatient:
          - match: "XXXX"
            do:
              - dial: {user: "${number}", ring: 2s}
              - hangup: no-answer
        """;

    /** How many there are. */
    public static final int COUNT = 1100 + 1000 + 100 + 100 + 100 + 100 + 100;

    private static final AtomicInteger NEXT = new AtomicInteger(3000);
    private static final AtomicInteger NEXT_IMPATIENT = new AtomicInteger(4000);
    private static final AtomicInteger NEXT_DIRECT = new AtomicInteger(4100);

    private static final AtomicInteger NEXT_RECORDED = new AtomicInteger(4200);
    private static final AtomicInteger NEXT_SECURE = new AtomicInteger(4300);
    private static final AtomicInteger NEXT_INFO = new AtomicInteger(4400);
    private static final AtomicInteger NEXT_INBAND = new AtomicInteger(4450);

    private TestUsers() {}

    public static String usersYaml() {
        String internal = Stream.of(
                        IntStream.range(1000, 2100), IntStream.range(3000, 4000), IntStream.range(4200, 4300))
                .flatMapToInt(range -> range)
                .mapToObj(number -> "  - {number: \"%d\", name: User %d, password: %s}\n"
                        .formatted(number, number, password(Integer.toString(number))))
                .collect(Collectors.joining());
        String impatient = IntStream.range(4000, 4100)
                .mapToObj(number ->
                        "  - {number: \"%d\", name: User %d, password: %s, context: impatient, max-contacts: 2}\n"
                                .formatted(number, number, password(Integer.toString(number))))
                .collect(Collectors.joining());
        String direct = IntStream.range(4100, 4200)
                .mapToObj(number -> "  - {number: \"%d\", name: User %d, password: %s, media: direct}\n"
                        .formatted(number, number, password(Integer.toString(number))))
                .collect(Collectors.joining());
        String secure = IntStream.range(4300, 4400)
                .mapToObj(number -> "  - {number: \"%d\", name: User %d, password: %s, srtp: required}\n"
                        .formatted(number, number, password(Integer.toString(number))))
                .collect(Collectors.joining());
        String keys = IntStream.range(4400, 4500)
                .mapToObj(number -> "  - {number: \"%d\", name: User %d, password: %s, dtmf: %s}\n"
                        .formatted(
                                number, number, password(Integer.toString(number)), number < 4450 ? "info" : "inband"))
                .collect(Collectors.joining());
        return "users:\n" + internal + impatient + direct + secure + keys;
    }

    public static String password(String number) {
        return "secret-of-" + number;
    }

    /** Returns a user whom no other test has. */
    public static String next() {
        return Integer.toString(NEXT.getAndIncrement());
    }

    /** Returns a user whose calls ring for two seconds, with at most two contacts, whom no other test has. */
    public static String nextImpatient() {
        return Integer.toString(NEXT_IMPATIENT.getAndIncrement());
    }

    /** Returns a user whose media may go past the server, whom no other test has. */
    public static String nextDirect() {
        return Integer.toString(NEXT_DIRECT.getAndIncrement());
    }

    /** Returns a user who is recorded when called, whom no other test has; the file is {@code wire/<number>.wav}. */
    public static String nextRecorded() {
        return Integer.toString(NEXT_RECORDED.getAndIncrement());
    }

    /** Returns a user whose media must be encrypted, whom no other test has. */
    public static String nextSecure() {
        return Integer.toString(NEXT_SECURE.getAndIncrement());
    }

    /** Returns a user whose phones press keys by SIP INFO, whom no other test has. */
    public static String nextInfo() {
        return Integer.toString(NEXT_INFO.getAndIncrement());
    }

    /** Returns a user whose phones press keys by tones, whom no other test has. */
    public static String nextInband() {
        return Integer.toString(NEXT_INBAND.getAndIncrement());
    }

    /** Writes the users 1000 to 1999 as a file for sipp: the number, and what makes sipp answer a challenge. */
    static void writeSippUsers(Path file) {
        String lines = IntStream.range(1000, 2000)
                .mapToObj(number -> "%d;[authentication username=%d password=%s]\n"
                        .formatted(number, number, password(Integer.toString(number))))
                .collect(Collectors.joining());
        try {
            java.nio.file.Files.writeString(file, "SEQUENTIAL\n" + lines);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
