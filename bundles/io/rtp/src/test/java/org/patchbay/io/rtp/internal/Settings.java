package org.patchbay.io.rtp.internal;

import java.lang.annotation.Annotation;
import java.util.stream.Stream;

/** The component's configuration, in a test. */
record Settings(String address, String ports, String advertise, int loops, String backend, int packets_per_second)
        implements RtpRelayConfig {
    static Settings at(String address, String ports) {
        return new Settings(address, ports, "", 1, "auto", 1_000_000);
    }

    Settings advertising(String advertised) {
        return new Settings(address, ports, advertised, loops, backend, packets_per_second);
    }

    Settings withLoops(int count) {
        return new Settings(address, ports, advertise, count, backend, packets_per_second);
    }

    Settings withBackend(Backend chosen) {
        return new Settings(address, ports, advertise, loops, chosen.name(), packets_per_second);
    }

    Settings withPacketsPerSecond(int limit) {
        return new Settings(address, ports, advertise, loops, backend, limit);
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
