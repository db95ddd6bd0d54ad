package org.patchbay.io.rtp.internal;

import java.lang.annotation.Annotation;

/** The component's configuration, in a test. */
record Settings(String address, String ports, String advertise, int loops, int packets_per_second)
        implements RtpRelayConfig {
    static Settings at(String address, String ports) {
        return new Settings(address, ports, "", 1, 1_000_000);
    }

    Settings advertising(String advertised) {
        return new Settings(address, ports, advertised, loops, packets_per_second);
    }

    Settings withLoops(int count) {
        return new Settings(address, ports, advertise, count, packets_per_second);
    }

    Settings withPacketsPerSecond(int limit) {
        return new Settings(address, ports, advertise, loops, limit);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return RtpRelayConfig.class;
    }
}
