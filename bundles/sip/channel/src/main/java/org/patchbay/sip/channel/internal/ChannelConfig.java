package org.patchbay.sip.channel.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How calls over SIP are watched. */
@ObjectClassDefinition(
        name = "Patchbay SIP calls",
        description =
                "How a call is ended whose telephone is no longer there (RFC 4028). Calls that are up keep what they"
                        + " began with.")
@interface ChannelConfig {
    /** PID of the configuration. */
    String PID = "org.patchbay.sip.channel";

    @AttributeDefinition(
            name = "Session interval in seconds",
            description =
                    "Telephones that can are asked to show at half of this time that they are still there; a call whose"
                            + " telephone doesn't is ended before the whole has passed. 0: nobody is asked. 90-86400.")
    int session_expires_seconds() default 1800;

    @AttributeDefinition(
            name = "Shortest session interval in seconds",
            description = "A telephone that wants less is told to ask for this (422). 90-86400.")
    int min_se_seconds() default 90;

    @AttributeDefinition(
            name = "Telephones are trusted",
            description = "Telephones may say that a call is somebody else's (P-Asserted-Identity) and from whom it was"
                    + " diverted, and are told the numbers of callers who don't want to be known. Only for"
                    + " telephones that you configure yourself, such as gateways. Calls that are up keep what they"
                    + " began with.")
    boolean phones_trusted() default false;
}
