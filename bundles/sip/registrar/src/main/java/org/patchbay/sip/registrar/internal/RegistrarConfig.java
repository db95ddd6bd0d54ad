package org.patchbay.sip.registrar.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How long registrations last. */
@ObjectClassDefinition(
        name = "Patchbay SIP registrar",
        description = "How long a telephone stays registered (RFC 3261 section 10.3).")
@interface RegistrarConfig {
    /** PID of the configuration. */
    String PID = "org.patchbay.sip.registrar";

    @AttributeDefinition(
            name = "Usual lifetime in seconds",
            description = "How long a registration lasts when the telephone doesn't say.")
    int expires_default_seconds() default 3600;

    @AttributeDefinition(
            name = "Shortest lifetime in seconds",
            description = "A telephone that asks for less is told to ask for this. 1-3600.")
    int expires_min_seconds() default 60;

    @AttributeDefinition(
            name = "Longest lifetime in seconds",
            description = "A telephone that asks for more gets this.")
    int expires_max_seconds() default 7200;

    @AttributeDefinition(
            name = "Service route",
            description = "Proxies that telephones shall send their calls through, each as <sip:host;lr> (RFC 3608).")
    String[] service_route() default {};

    @AttributeDefinition(
            name = "Flow timer in seconds",
            description =
                    "How often at least a telephone shows that its connection lives (RFC 5626). 0: it isn't told.")
    int flow_timer_seconds() default 120;

    @AttributeDefinition(
            name = "Secret of temporary addresses",
            description = "With the same secret temporary GRUUs (RFC 5627) stay valid over a restart and on every node."
                    + " Empty: they end with this process.")
    String _gruu_secret() default "";
}
