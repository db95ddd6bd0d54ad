package org.patchbay.sip.parser;

import gov.nist.javax.sip.parser.StringMsgParser;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.patchbay.sip.parser.Parsed.Good;

/** Measures CPU time and garbage of reading a message, in turn with JAIN-SIP's parser. Arguments: rounds, messages a round. */
final class SipParserCost {
    private static final com.sun.management.ThreadMXBean THREAD =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final SipParser OURS = new SipParser(ParserLimits.DEFAULT);
    private static final StringMsgParser JAIN = new StringMsgParser();
    private static int sink;

    private interface Reading {
        Object read(byte[] message) throws Exception;
    }

    private record Cost(double nanos, double bytes) {}

    private SipParserCost() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        int messages = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
        var corpus = Corpus.telephones();
        System.out.printf(
                "%-22s %6s %10s %10s %7s %9s %9s %7s%n",
                "message", "bytes", "JAIN ns", "ours ns", "ratio", "JAIN B", "ours B", "ratio");
        for (var name : List.of("small-invite", "small-200", "register-credentials", "yealink-invite")) {
            var message = corpus.get(name);
            var jain = new Cost[rounds];
            var ours = new Cost[rounds];
            for (int i = 0; i < rounds; i++) {
                jain[i] = cost(SipParserCost::jain, message, messages);
                ours[i] = cost(SipParserCost::ours, message, messages);
            }
            print(name, message.length, median(jain), median(ours));
        }
        if (sink == 42) System.out.println();
    }

    private static Object jain(byte[] message) throws Exception {
        return JAIN.parseSIPMessage(message, true, false, null);
    }

    private static Object ours(byte[] message) {
        return ((Good) OURS.parse(message)).message();
    }

    private static Cost cost(Reading reading, byte[] message, int count) throws Exception {
        long thread = Thread.currentThread().threadId();
        long bytes = THREAD.getThreadAllocatedBytes(thread);
        long nanos = THREAD.getCurrentThreadCpuTime();
        for (int i = 0; i < count; i++) sink += reading.read(message) == null ? 1 : 0;
        return new Cost(
                (double) (THREAD.getCurrentThreadCpuTime() - nanos) / count,
                (double) (THREAD.getThreadAllocatedBytes(thread) - bytes) / count);
    }

    // of the later half, when the compiler is done
    private static Cost median(Cost[] costs) {
        var later = Arrays.asList(costs).subList(costs.length / 2, costs.length);
        return new Cost(
                later.stream()
                        .mapToDouble(Cost::nanos)
                        .sorted()
                        .skip(later.size() / 2)
                        .findFirst()
                        .orElseThrow(),
                later.stream()
                        .mapToDouble(Cost::bytes)
                        .sorted()
                        .skip(later.size() / 2)
                        .findFirst()
                        .orElseThrow());
    }

    private static void print(String name, int length, Cost jain, Cost ours) {
        System.out.printf(
                Locale.ROOT,
                "%-22s %6d %10.0f %10.0f %7.2f %9.0f %9.0f %7.2f%n",
                name,
                length,
                jain.nanos,
                ours.nanos,
                ours.nanos / jain.nanos,
                jain.bytes,
                ours.bytes,
                ours.bytes / jain.bytes);
    }
}
