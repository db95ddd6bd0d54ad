package org.patchbay.itest.bench;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The phones of {@code load.c}: two for each call, at ports of one address. */
record Phones(InetAddress address, List<Integer> ports, Piped piped) implements AutoCloseable {
    private static final Duration SETTLING = Duration.ofMillis(200);

    /** Opens the phones of so many calls, and of so many more that talk past the relay, which are there to measure delays with. */
    static Phones open(Path programs, Path work, InetAddress address, int calls, int direct) {
        Piped piped = Piped.start(
                work,
                "load",
                List.of(
                        programs.resolve("load").toString(),
                        address.getHostAddress(),
                        Integer.toString(calls),
                        Integer.toString(direct)));
        return new Phones(address, Relay.ports(piped.answer()), piped);
    }

    /** What was counted while all talked; times are in ns. */
    record Talk(Map<String, Long> counts) {
        long of(String name) {
            return counts.getOrDefault(name, 0L);
        }

        long wrong() {
            return of("lost") + of("unsent") + of("duplicate") + of("misdirected");
        }

        double cpuMicrosEach() {
            return of("cpu") / 1e3 / (of("sent") - of("lost"));
        }
    }

    /** Lets the phones send to those ports; a few packets go there at once. */
    void aim(InetAddress relay, List<Integer> to, Program program) {
        piped.ask("aim " + relay.getHostAddress() + " " + Relay.text(to));
        talk(SETTLING, program);
    }

    /** Lets all talk, and measures what that costs the relay. */
    Talk talk(Duration length, Program relay) {
        String answer =
                piped.ask("talk " + length.toMillis() + " " + relay.process().pid());
        return new Talk(Arrays.stream(answer.split(" "))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.valueOf(pair[1]))));
    }

    @Override
    public void close() {
        piped.close();
    }
}
