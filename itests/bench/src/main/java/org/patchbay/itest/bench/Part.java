package org.patchbay.itest.bench;

import java.time.Duration;
import java.util.List;

/** What was seen in a part of the run. CPU is in cores. */
record Part(Duration length, RtpCount.Silence silence, Traffic.Counts counts, double serverCpu, double ownCpu) {
    long callsOk() {
        return counts.setUps().size();
    }

    /** Returns a set-up time, from the INVITE to the caller's ACK, that {@code share} of the calls keep below. */
    Duration setUp(double share) {
        List<Duration> sorted = counts.setUps().stream().sorted().toList();
        if (sorted.isEmpty()) return Duration.ZERO;
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)));
    }

    /** Begins a part now. */
    static Clock begin(Subject server, RtpLoop rtp, Traffic traffic) {
        rtp.count().forgetGaps();
        traffic.counts();
        return new Clock(server, rtp, traffic, System.nanoTime(), server.cpuNanos(), ownCpuNanos());
    }

    private static long ownCpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    /** The readings at a part's beginning. */
    record Clock(Subject server, RtpLoop rtp, Traffic traffic, long began, long serverCpu, long ownCpu) {
        Part end() {
            double nanos = System.nanoTime() - began;
            return new Part(
                    Duration.ofNanos((long) nanos),
                    rtp.count().silence(),
                    traffic.counts(),
                    (server.cpuNanos() - serverCpu) / nanos,
                    (ownCpuNanos() - ownCpu) / nanos);
        }
    }
}
