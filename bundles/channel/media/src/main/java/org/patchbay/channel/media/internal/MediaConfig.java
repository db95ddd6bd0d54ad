package org.patchbay.channel.media.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of {@link RtpMediaSessions}. */
@ObjectClassDefinition(
        name = "Patchbay media",
        description = "How sound is treated that is decoded here: of phones without a common codec, and in conferences."
                + " Changes apply to talks that begin afterwards; those that are up go on as they are.")
public @interface MediaConfig {
    @AttributeDefinition(
            name = "Shortest delay (ms)",
            description = "How long sound is held back at least, so that packets which come late are heard in their"
                    + " turn. 0 to 1000.")
    int jitter_shortest_millis() default 20;

    @AttributeDefinition(
            name = "Longest delay (ms)",
            description = "How long sound is held back at most, however late packets come. Not below the shortest"
                    + " delay; at most 1000.")
    int jitter_longest_millis() default 200;

    @AttributeDefinition(
            name = "Largest conference",
            description = "How many may be in one conference; the next is refused with cause 34. 2 to 1000.")
    int conference_members_max() default 200;
}
