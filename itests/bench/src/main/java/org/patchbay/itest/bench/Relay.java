package org.patchbay.itest.bench;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A program that relays RTP between phones. */
interface Relay extends AutoCloseable {
    String name();

    InetAddress address();

    Program program();

    /** Opens a call for each two of the phones' ports; returns the ports that they send to. */
    List<Integer> open(Phones phones);

    /** Ends all its calls. */
    void hangUp();

    @Override
    void close();

    /** Returns what the compiler of its Java machine has used so far. */
    default double compilerNanos() {
        return program().threadNanos("C1 Compiler") + program().threadNanos("C2 Compiler");
    }

    /** One that takes its orders by lines, as {@code floor.c} does. */
    record ByLines(String name, InetAddress address, Piped piped) implements Relay {
        @Override
        public Program program() {
            return piped.program();
        }

        @Override
        public List<Integer> open(Phones phones) {
            return ports(piped.ask("open " + phones.address().getHostAddress() + " " + text(phones.ports())));
        }

        @Override
        public void hangUp() {
            piped.ask("close");
        }

        @Override
        public void close() {
            piped.close();
        }
    }

    static List<Integer> ports(String line) {
        return Arrays.stream(line.split(" ")).map(Integer::valueOf).toList();
    }

    static String text(List<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
