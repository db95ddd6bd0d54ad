package org.patchbay.sip.stack.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where SIP is spoken. */
@ObjectClassDefinition(
        name = "Patchbay SIP stack",
        description = "The address and ports of SIP, how peers are told to reach them, and what peers may use up.")
@interface StackConfig {
    /** PID of the configuration. */
    String PID = "org.patchbay.sip.stack";

    @AttributeDefinition(
            name = "Address",
            description =
                    "The local address that SIP listens on, as numbers. 0.0.0.0 is every address of this machine.")
    String address() default "0.0.0.0";

    @AttributeDefinition(name = "Port", description = "The port that SIP listens on, for UDP and for TCP.")
    int port() default 5060;

    @AttributeDefinition(
            name = "Advertised address",
            description =
                    "HOST or HOST:PORT that peers are told to send to, when that differs from the address above, as"
                        + " behind a router. Empty: the address above, or for 0.0.0.0 the one that this machine uses"
                        + " towards the internet.")
    String advertise() default "";

    @AttributeDefinition(
            name = "T1 in milliseconds",
            description =
                    "Estimate of a round trip (RFC 3261 section 17.1.1.1): after this time a request over UDP that"
                            + " nobody has answered is sent again, and after 64 times this time it is given up.")
    int t1_millis() default 500;

    @AttributeDefinition(
            name = "Longest message in bytes",
            description = "A message that is longer is refused. 4096-65535.")
    int message_bytes_max() default 16384;

    @AttributeDefinition(
            name = "Threads for UDP",
            description = "How many threads serve datagrams; 0 is one for each processor.")
    int udp_threads() default 0;

    @AttributeDefinition(
            name = "Most TCP connections",
            description = "How many connections may be open at once. One more is closed as soon as it is opened.")
    int tcp_connections_max() default 5000;

    @AttributeDefinition(
            name = "Silence on a TCP connection in seconds",
            description = "A connection on which nothing arrives for so long is closed. Should be longer than a"
                    + " registration.")
    int tcp_idle_seconds() default 7500;
}
