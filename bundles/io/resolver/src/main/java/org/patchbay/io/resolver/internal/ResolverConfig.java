package org.patchbay.io.resolver.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of {@link DnsResolver}. */
@ObjectClassDefinition(
        name = "Patchbay name resolver",
        description = "Who is asked for host names, and how long answers are remembered. Changes apply at once.")
@interface ResolverConfig {
    /** PID of the configuration. */
    String PID = "org.patchbay.io.resolver";

    @AttributeDefinition(
            name = "Name servers",
            description =
                    "Up to three, each ADDRESS or ADDRESS:PORT, in the order in which they are asked; IPv6 with a port"
                            + " as [ADDRESS]:PORT. Empty: those of this machine, /etc/resolv.conf.",
            required = false)
    String[] servers() default {};

    @AttributeDefinition(
            name = "Time limit in milliseconds",
            description = "How long a question may take, all name servers and repetitions together. 300-30000.")
    int timeout_millis() default 5000;

    @AttributeDefinition(
            name = "Most answers remembered",
            description = "Of each kind of record; beyond it the oldest is forgotten. 1-1000000.")
    int cache_entries() default 10_000;

    @AttributeDefinition(
            name = "Shortest time to remember, in seconds",
            description = "Answers that are good for less are remembered for so long all the same. 0-3600.")
    int cache_seconds_min() default 1;

    @AttributeDefinition(
            name = "Longest time to remember, in seconds",
            description = "Answers that are good for longer are asked for again after this time. 1-604800.")
    int cache_seconds_max() default 3600;

    @AttributeDefinition(
            name = "Time to remember that there is nothing, in seconds",
            description = "For name servers that don't say how long (RFC 2308). 0-10800.")
    int cache_seconds_negative() default 30;
}
