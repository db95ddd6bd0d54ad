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
}
