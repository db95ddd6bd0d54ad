package org.patchbay.itest.bench;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What became of the packets of all calls. Thread-safe. */
final class RtpCount {
    private static final int WORST = 5;
    private static final long NOTICED_NANOS = 60_000_000;
    private long sent;
    private long heard;
    private long duplicates;
    private long early;
    private long gapsFrom;
    private long late;
    private long longestGap;
    private int noticed;
    private final long began = System.nanoTime();
    private final List<Gap> worst = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();

    /**
     * A silence between two packets of a stream that are sent 20 ms apart.
     *
     * @param at when it ended, as System.nanoTime
     * @param nanos its length
     * @param ownNanos how much of it the generator itself may have made, by sending or looking late
     */
    record Gap(long at, long nanos, long ownNanos) {
        long serverNanos() {
            return Math.max(0, nanos - ownNanos);
        }
    }

    /**
     * Packets counted so far: those of calls that have ended.
     *
     * @param early those of {@code sent} that were sent before the first that was heard: the server was still connecting the call
     * @param lost those that were not heard after that
     * @param losses who did not hear which, when it was counted
     */
    record Packets(long sent, long early, long lost, long duplicates, List<String> losses) {}

    /**
     * The silences of a part of the run, and how late the generator itself has sent.
     *
     * @param noticed how many the server made longer than 60 ms, which is two packets late
     */
    record Silence(long longestNanos, List<Gap> worst, int noticed, long lateNanos) {
        /** Returns the longest that the server has made. */
        long serverNanos() {
            return worst.isEmpty() ? 0 : worst.getFirst().serverNanos();
        }
    }

    synchronized void ended(long partnerSent, long heardOfThem, long beforeTheFirst) {
        sent += partnerSent;
        heard += heardOfThem;
        early += beforeTheFirst;
    }

    synchronized void lost(int talker, BitSet packets) {
        long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        losses.add("second %d: talker %d did not hear %s".formatted(second, talker, packets));
    }

    synchronized void duplicate() {
        duplicates++;
    }

    synchronized void late(long nanos) {
        late = Math.max(late, nanos);
    }

    synchronized void gap(long from, long until, long own) {
        if (from < gapsFrom) return;
        longestGap = Math.max(longestGap, until - from);
        Gap gap = new Gap(until, until - from, own);
        if (gap.serverNanos() > NOTICED_NANOS) noticed++;
        if (worst.size() == WORST && gap.serverNanos() <= worst.getLast().serverNanos()) return;
        worst.add(gap);
        worst.sort(Comparator.comparingLong(Gap::serverNanos).reversed());
        if (worst.size() > WORST) worst.removeLast();
    }

    synchronized Packets packets() {
        return new Packets(sent, early, sent - heard - early, duplicates, List.copyOf(losses));
    }

    /** Returns the silences since the last time, and begins anew. */
    synchronized Silence silence() {
        Silence silence = new Silence(longestGap, List.copyOf(worst), noticed, late);
        forgetGaps();
        return silence;
    }

    /** Counts no silence that ends from now on: a measurement stops the server. */
    synchronized void pause() {
        gapsFrom = Long.MAX_VALUE;
    }

    /** Counts silences again that begin from now on. */
    synchronized void resume() {
        gapsFrom = System.nanoTime();
    }

    synchronized void forgetGaps() {
        gapsFrom = System.nanoTime();
        longestGap = 0;
        noticed = 0;
        late = 0;
        worst.clear();
    }
}
