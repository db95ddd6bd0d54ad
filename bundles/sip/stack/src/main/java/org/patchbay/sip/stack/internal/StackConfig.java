package org.patchbay.sip.stack.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How SIP is spoken, wherever it is spoken. */
@ObjectClassDefinition(
        name = "Patchbay SIP stack",
        description =
                "How long SIP waits for its peers, and how much they may send. Where it is spoken the transports say.")
@interface StackConfig {
    /** PID of the configuration. */
    String PID = "org.patchbay.sip.stack";

    @AttributeDefinition(
            name = "T1 in milliseconds",
            description =
                    "Estimate of a round trip (RFC 3261 section 17.1.1.1): after this time a request over UDP that"
                            + " nobody has answered is sent again, and after 64 times this time it is given up."
                            + " 10-10000.")
    int t1_millis() default 500;

    @AttributeDefinition(
            name = "Messages per second of one source",
            description = "What comes faster from one address is dropped, unread, after two seconds' worth at once. A"
                    + " trunk with many calls needs about ten for each new call a second. 0: any number.")
    int source_messages_per_second() default 2000;

    @AttributeDefinition(
            name = "Overload after milliseconds",
            description = "When messages have been waiting in the sockets for so long, new calls and registrations are"
                    + " answered 503 with Retry-After, so that those that are up go on. 50-60000.")
    int overload_millis() default 400;
}
