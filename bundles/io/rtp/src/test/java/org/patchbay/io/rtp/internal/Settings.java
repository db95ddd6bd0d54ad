package org.patchbay.io.rtp.internal;

import java.lang.annotation.Annotation;
import java.util.stream.Stream;

/** The component's configuration, in a test. */
record Settings(
        String address,
        String ports,
        String advertise,
        int loops,
        String backend,
        int packets_per_second,
        String priority,
        String affinity,
        int batch_micros)
        implements RtpRelayConfig {
    static Settings at(String address, String ports) {
        return new Settings(address, ports, "", 1, "auto", 1_000_000, "normal", "", 0);
    }

    Settings advertising(String advertised) {
        return new Settings(
                address, ports, advertised, loops, backend, packets_per_second, priority, affinity, batch_micros);
    }

    Settings withLoops(int count) {
        return new Settings(
                address, ports, advertise, count, backend, packets_per_second, priority, affinity, batch_micros);
    }

    Settings withBackend(Backend chosen) {
        return new Settings(
                address, ports, advertise, loops, chosen.name(), packets_per_second, priority, affinity, batch_micros);
    }

    Settings withPacketsPerSecond(int limit) {
        return new Settings(address, ports, advertise, loops, backend, limit, priority, affinity, batch_micros);
    }

    Settings withScheduling(String wantedPriority, String wantedAffinity) {
        return new Settings(
                address,
                ports,
                advertise,
                loops,
                backend,
                packets_per_second,
                wantedPriority,
                wantedAffinity,
                batch_micros);
    }

    Settings withBatch(int micros) {
        return new Settings(address, ports, advertise, loops, backend, packets_per_second, priority, affinity, micros);
    }

    /** Returns the backends that work on this machine. */
    static Stream<Backend> backends() {
        return Linux.here() ? Stream.of(Backend.EPOLL, Backend.NIO) : Stream.of(Backend.NIO);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return RtpRelayConfig.class;
    }
}
