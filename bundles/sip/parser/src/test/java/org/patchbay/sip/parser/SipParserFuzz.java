package org.patchbay.sip.parser;

import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.patchbay.sip.parser.Parsed.Cause;
import org.patchbay.sip.parser.Parsed.Dropped;
import org.patchbay.sip.parser.Parsed.Good;
import org.patchbay.sip.parser.Parsed.Refused;

/**
 * Feeds the parser with mutated messages. Arguments: how many, for how many seconds at most, the seed. Whatever breaks a rule is thrown
 * with the input in it.
 */
final class SipParserFuzz {
    private static final long MOST_NANOS = 10_000_000;
    private static final int LONGEST = 100_000;
    private static final ParserLimits LIMITS = ParserLimits.DEFAULT;
    private static final SipParser PARSER = new SipParser(LIMITS);
    private static final SipFramer FRAMER = new SipFramer(LIMITS);
    private static final InetSocketAddress SOURCE = new InetSocketAddress("2001:db8::9", 4711);
    private static final byte[][] DICTIONARY = Arrays.stream(
                    ("""
                    INVITE|ACK|SIP/2.0|SIP/7.0|\r\n|\r\n\r\n|\r\n |\n|\r|\0|\t|\\|\\\0|"|""|<|>|<>|sip:|sips:|tel:+1|@|:|;|,|?|=|&|%|%00|%zz|*|[|]|[::1]|[:::]|
                    Via: |v:|From: |To: |t:|Call-ID: |i:|CSeq: |l:|Content-Length: |Contact: |m:|Route: |Record-Route: |Require: |Max-Forwards: |
                    Authorization: |Digest a="b"|Refer-To: |Reason: |Expires: |Subject: |Session-Expires: |Event: |Replaces: |Accept: |RAck: |
                    ;tag=|;branch=z9hG4bK|;rport|;rport=|;received=|;ttl=|;maddr=|;lr|;transport=|;expires=|;charset=utf-16|;charset=x|
                    -1|0|2147483647|2147483648|4294967296|99999999999999999999|\u00ff|\u00c3\u00a9|\u0080|(((|)))|a|  | ,|,, |; ;\
                    """).replace("\n", "").split("\\|"))
            .map(word -> word.getBytes(StandardCharsets.ISO_8859_1))
            .toArray(byte[][]::new);

    private final SplittableRandom random;
    private final List<byte[]> seeds = new ArrayList<>(Corpus.torture().values());
    private final Map<Cause, Long> dropped = new EnumMap<>(Cause.class);
    private final Map<Fault, Long> refused = new EnumMap<>(Fault.class);
    private final Map<String, Long> answers = new TreeMap<>();
    private long good;
    private long slowestNanos;

    SipParserFuzz(long seed) {
        this.random = new SplittableRandom(seed);
        seeds.addAll(Corpus.telephones().values());
    }

    public static void main(String[] arguments) {
        long count = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 3600;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 4475;
        var fuzz = new SipParserFuzz(seed);
        long begun = System.nanoTime();
        long done = fuzz.run(count, begun + seconds * 1_000_000_000);
        System.out.printf(
                "%d inputs in %d s, seed %d%n%s%n",
                done, (System.nanoTime() - begun) / 1_000_000_000, seed, fuzz.summary());
    }

    /** Runs until {@code count} inputs are done or it is {@code deadlineNanos}; returns how many there were. */
    long run(long count, long deadlineNanos) {
        for (long i = 0; i < count; i++) {
            if ((i & 1023) == 0 && System.nanoTime() > deadlineNanos) return i;
            var input = mutated();
            try {
                check(input);
            } catch (Throwable broken) {
                throw new AssertionError("input " + i + ": " + HexFormat.of().formatHex(input), broken);
            }
        }
        return count;
    }

    String summary() {
        return "good " + good + ", refused " + refused + ", dropped " + dropped + ", answers " + answers + ", slowest "
                + slowestNanos / 1000 + " us";
    }

    long good() {
        return good;
    }

    private void check(byte[] input) {
        var copy = input.clone();
        long begun = System.nanoTime();
        var parsed = PARSER.parse(input);
        long nanos = System.nanoTime() - begun;
        // the machine may be busy: what is slow must be slow each time
        for (int i = 0; i < 5 && nanos > MOST_NANOS / 5; i++) nanos = Math.min(nanos, timed(input));
        slowestNanos = Math.max(slowestNanos, nanos);
        must(nanos <= MOST_NANOS, "takes too long");
        must(Arrays.equals(copy, input), "changed the input");
        framer(input);
        switch (parsed) {
            case Good(var message) -> good(message);
            case Refused answer -> refused(answer, input);
            case Dropped(var cause) -> {
                dropped.merge(cause, 1L, Long::sum);
                must(cause != Cause.DEFECT, "is a defect");
            }
        }
    }

    private static long timed(byte[] input) {
        long begun = System.nanoTime();
        PARSER.parse(input);
        return System.nanoTime() - begun;
    }

    private void framer(byte[] input) {
        int cut = FRAMER.cut(input, 0, input.length);
        must(cut >= SipFramer.HOPELESS && cut <= input.length, "cut beyond the end");
    }

    private void good(SIPMessage message) {
        good++;
        message.toString();
        message.clone();
        message.getTransactionId();
        var written = SipWriter.octets(message);
        must(FRAMER.cut(written, 0, written.length) == written.length, "is framed otherwise when written");
        must(
                PARSER.parse(written) instanceof Good(var again) && Arrays.equals(SipWriter.octets(again), written),
                "reads otherwise when written");
    }

    private void refused(Refused refusal, byte[] input) {
        refused.merge(refusal.fault(), 1L, Long::sum);
        var answer = refusal.response(SOURCE);
        var status =
                "SIP/2.0 " + refusal.fault().status() + " " + refusal.fault().reason() + "\r\n";
        must(Text.ascii(answer, 0, status.length()).equals(status), "has a reason phrase that isn't ours");
        must(answer.length <= Math.min(input.length, LIMITS.headBytes()) * 2 + 512, "is answered with more than it is");
        must(FRAMER.cut(answer, 0, answer.length) == answer.length, "has an answer that isn't one message");
        var parsed = PARSER.parse(answer);
        if (parsed instanceof Good) answers.merge("good", 1L, Long::sum);
        else {
            // what it repeats was not right
            must(repeatsAFault(answer), "has an answer that can't be read");
            answers.merge("repeating a fault", 1L, Long::sum);
        }
    }

    private static boolean repeatsAFault(byte[] answer) {
        try {
            new MessageReader(answer, 0, answer.length, LIMITS).read(StartLine.Kind.RESPONSE, true);
            return false;
        } catch (SyntaxException bad) {
            return switch (bad.fault()) {
                case VIA, FROM, TO, CALL_ID, CSEQ, NO_FROM, NO_TO, NO_CALL_ID, CONTROL_CHARACTER, TOO_LARGE -> true;
                default -> false;
            };
        }
    }

    private static void must(boolean rule, String breach) {
        if (!rule) throw new AssertionError(breach);
    }

    private byte[] mutated() {
        var bytes = seeds.get(random.nextInt(seeds.size())).clone();
        for (int i = random.nextInt(4) == 0 ? random.nextInt(12) : random.nextInt(3); i >= 0; i--) {
            bytes = mutation(bytes);
            if (bytes.length == 0 || bytes.length > LONGEST) return bytes;
        }
        return bytes;
    }

    private byte[] mutation(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(random.nextInt(8) == 0 ? 400 : 20, bytes.length - at) + 1);
        return switch (random.nextInt(9)) {
            case 0 -> flipped(bytes, at);
            case 1 -> spliced(bytes, at, random.nextInt(2), new byte[] {(byte) random.nextInt(256)});
            case 2, 3 ->
                spliced(bytes, at, random.nextBoolean() ? 0 : length, DICTIONARY[random.nextInt(DICTIONARY.length)]);
            case 4 -> spliced(bytes, at, length, new byte[0]);
            case 5 -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : flipped(bytes, at);
            case 6 -> spliced(bytes, at, 0, repeated(Arrays.copyOfRange(bytes, at, at + length)));
            case 7 -> spliced(bytes, at, length, piece());
            default -> spliced(bytes, line(bytes, at), 0, line());
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private byte[] repeated(byte[] piece) {
        int times = random.nextInt(20) == 0 ? random.nextInt(3000) : random.nextInt(4);
        times = Math.min(times, 20_000 / Math.max(1, piece.length));
        var all = new byte[piece.length * times];
        for (int i = 0; i < times; i++) System.arraycopy(piece, 0, all, i * piece.length, piece.length);
        return all;
    }

    private byte[] piece() {
        var other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(60)));
    }

    /** Returns a whole line of another message. */
    private byte[] line() {
        var other = seeds.get(random.nextInt(seeds.size()));
        int from = line(other, random.nextInt(other.length));
        int to = from;
        while (to < other.length && other[to] != '\n') to++;
        return Arrays.copyOfRange(other, from, Math.min(to + 1, other.length));
    }

    private static int line(byte[] bytes, int at) {
        int from = at;
        while (from > 0 && bytes[from - 1] != '\n') from--;
        return from;
    }

    private static byte[] spliced(byte[] bytes, int at, int length, byte[] piece) {
        var spliced = new byte[bytes.length - length + piece.length];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(piece, 0, spliced, at, piece.length);
        System.arraycopy(bytes, at + length, spliced, at + piece.length, bytes.length - at - length);
        return spliced;
    }
}
