package org.patchbay.sip.event.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How much is served. */
@ObjectClassDefinition(
        name = "Patchbay SIP events",
        description = "How many subscriptions there may be, and how often they are told something (RFC 6665).")
@interface EventConfig {
    /** PID of the configuration. */
    String PID = "org.patchbay.sip.event";

    @AttributeDefinition(
            name = "Subscriptions at once",
            description = "Further ones are answered \"503 Service Unavailable\".")
    int subscriptions_max() default 20_000;

    @AttributeDefinition(
            name = "Subscriptions of one user",
            description = "Further ones are answered \"403 Too many subscriptions\".")
    int subscriptions_per_user_max() default 200;

    @AttributeDefinition(
            name = "Milliseconds between two notices",
            description = "What changes more often is told when this has passed, and then only as it is by then.")
    int notify_interval_millis() default 500;

    @AttributeDefinition(
            name = "Milliseconds to wait for a package that has gone",
            description = "Its subscriptions wait so long for another version of it; then they end.")
    int package_wait_millis() default 30_000;
}
