package org.patchbay.channel.media.internal;

import java.lang.annotation.Annotation;
import org.patchbay.io.rtp.internal.RtpRelayConfig;

/** The configuration of the relay below, in a test. */
record RelaySettings(
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
    RelaySettings(String address, String ports) {
        this(address, ports, "", 1, "auto", 1000, "normal", "", 0);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return RtpRelayConfig.class;
    }
}
