package org.patchbay.sip.sdp;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.sdp.RemoteSdp.Usable;

/**
 * Feeds broken descriptions to all that reads them. {@code main} takes how many, and a seed: what fails is printed with the
 * description that did it.
 */
final class SdpFuzz {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final MediaFormat OURS =
            new MediaFormat(List.of(Codec.OPUS, Codec.PCMU, Codec.TELEPHONE_EVENT), Direction.SENDRECV);

    private final Mutator mutator;
    private final Negotiation begun = Descriptions.begun();
    private final Negotiation offered = begun.offer(OURS);
    private long descriptions;
    private long usable;
    private long longestNanos;

    SdpFuzz(long seed) {
        var seeds = new ArrayList<>(Telephones.descriptions());
        var generator = new DescriptionGenerator(seed);
        for (int i = 0; i < 15; i++) seeds.add(generator.next());
        mutator = new Mutator(seed, seeds);
    }

    long descriptions() {
        return descriptions;
    }

    long usable() {
        return usable;
    }

    /** Reads the next description; throws when something is wrong with us. */
    void step() {
        String octets = mutator.next();
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            check(octets);
        } catch (RuntimeException | AssertionError wrong) {
            throw new AssertionError("with\n" + octets, wrong);
        }
        longestNanos = Math.max(longestNanos, THREADS.getCurrentThreadCpuTime() - start);
    }

    private void check(String octets) {
        try {
            same(Sdp.read(DescriptionGenerator.octets(octets)));
            descriptions++;
        } catch (SdpSyntaxException syntax) {
            verify(syntax.line() > 0 && syntax.line() <= SdpParser.MAX_LINES + 1, "no such line");
        }
        String text = new String(DescriptionGenerator.octets(octets), StandardCharsets.UTF_8);
        if (begun.read(text) instanceof Usable offer) answer(offer);
        if (offered.answered(text) instanceof Negotiation.Outcome.Agreed agreed)
            agreed.next().offer(OURS);
    }

    /** What is written reads the same, and all that can be asked of it has an answer. */
    private static void same(Sdp sdp) throws SdpSyntaxException {
        byte[] written = sdp.octets();
        if (written.length <= SdpParser.MAX_LENGTH) verify(Sdp.read(written).equals(sdp), "not the same");
        verify(sdp.origin().isPresent(), "no origin");
        verify(sdp.timings().size() <= sdp.values('t').size(), "more times than lines");
        for (Stream stream : sdp.streams()) {
            verify(Payloads.read(stream).size() <= stream.formats().size(), "more codecs than formats");
            sdp.connection(stream).ifPresent(connection -> verify(connection.count() > 0, "no address"));
        }
    }

    private void answer(Usable offer) {
        usable++;
        MediaFormat accepted = offer.media().format().first().with(Direction.SENDRECV);
        String answer = begun.answer(offer, accepted).text();
        verify(RemoteSdp.offer(answer) instanceof Usable, "an answer that is none");
        if (!(RemoteSdp.answer(answer, offer.stream(), offer.profile()) instanceof Usable read))
            throw new AssertionError("no audio");
        verify(read.sdp().streams().size() == offer.sdp().streams().size(), "another number of streams");
        verify(read.media().format().codecs().equals(accepted.codecs()), "other codecs");
    }

    private static void verify(boolean right, String otherwise) {
        if (!right) throw new AssertionError(otherwise);
    }

    public static void main(String[] arguments) {
        long count = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        var fuzz = new SdpFuzz(seed);
        long start = System.nanoTime();
        for (long i = 1; i <= count; i++) {
            fuzz.step();
            if (i % 1_000_000 == 0 || i == count) fuzz.report(i, System.nanoTime() - start);
        }
    }

    private void report(long inputs, long nanos) {
        System.out.printf(
                "%,d inputs in %d s: %,d descriptions, %,d of them usable offers; none crashed; slowest %d ms of CPU%n",
                inputs, nanos / 1_000_000_000, descriptions, usable, longestNanos / 1_000_000);
    }
}
