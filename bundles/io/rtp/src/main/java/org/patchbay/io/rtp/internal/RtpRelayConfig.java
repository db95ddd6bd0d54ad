package org.patchbay.io.rtp.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings of {@link RtpRelay}. */
@ObjectClassDefinition(
        name = "Patchbay RTP relay",
        description =
                "Where the sound of calls arrives and leaves. Changes apply to new calls; calls that are up keep their"
                        + " ports.")
public @interface RtpRelayConfig {
    @AttributeDefinition(
            name = "Address",
            description =
                    "The address of this machine that RTP is received at. 0.0.0.0 or empty: all IPv4 addresses; :: :"
                            + " also IPv6.",
            required = false)
    String address() default "0.0.0.0";

    @AttributeDefinition(
            name = "Ports",
            description =
                    "The UDP ports for RTP and RTCP, first-last. Each leg of a call takes two, so a call takes four.")
    String ports() default "16384-32767";

    @AttributeDefinition(
            name = "Advertised address",
            description =
                    "The address that phones are told to send RTP to, when it differs: the public address of a router,"
                        + " for instance. Empty: the address above, or, when that means all, the one that leads to the"
                        + " Internet.",
            required = false)
    String advertise() default "";

    @AttributeDefinition(
            name = "Relay loops",
            description =
                    "How many threads relay RTP. 0: one for every two processors. Takes effect at the next start.")
    int loops() default 0;

    @AttributeDefinition(
            name = "System calls",
            description =
                    "How packets are read and sent. auto: epoll where it works (Linux on x86-64 and aarch64), which"
                        + " costs least; nio: the Java library's way, which works everywhere. Takes effect at the next"
                        + " start.",
            options = {
                @Option(label = "auto", value = "auto"),
                @Option(label = "epoll", value = "epoll"),
                @Option(label = "nio", value = "nio")
            })
    String backend() default "auto";

    @AttributeDefinition(
            name = "Priority",
            description =
                    "How eagerly the loops run beside other work. normal: as everything else; high: before ordinary"
                            + " programs (nice -11); realtime: before all of them (SCHED_FIFO 10), once the loops are"
                            + " compiled. On Linux, when this process may say so (root, CAP_SYS_NICE); else they stay"
                            + " normal, and the log says why.",
            options = {
                @Option(label = "normal", value = "normal"),
                @Option(label = "high", value = "high"),
                @Option(label = "realtime", value = "realtime")
            })
    String priority() default "high";

    @AttributeDefinition(
            name = "Processors",
            description = "Which processors the loops run on, counted from 0, as 0,2-3. Empty: all. On Linux only.",
            required = false)
    String affinity() default "";

    @AttributeDefinition(
            name = "Batch",
            description =
                    "For how long packets are gathered before they are sent on, in microseconds, 0 to 2000. 500 to 1000"
                            + " cost a fifth less CPU a packet and delay the sound by as much at most. 0: none waits.")
    int batch_micros() default 0;

    @AttributeDefinition(
            name = "Packets per second",
            description = "What one leg may send at most; more is dropped. Sound needs 50 to 100.")
    int packets_per_second() default 1000;
}
