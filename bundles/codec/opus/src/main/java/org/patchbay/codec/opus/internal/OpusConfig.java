package org.patchbay.codec.opus.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings of {@link OpusCodec}. */
@ObjectClassDefinition(
        name = "Patchbay Opus",
        description = "How Opus is encoded and decoded. Changes apply to streams that begin afterwards.")
public @interface OpusConfig {
    @AttributeDefinition(
            name = "Backend",
            description =
                    "What does the work. auto: libopus.so.0 of this machine where it is there and works, else Java;"
                            + " native: only libopus, and without it there is no Opus; java: never libopus.",
            options = {@Option(value = "auto"), @Option(value = "native"), @Option(value = "java")})
    String backend() default "auto";

    @AttributeDefinition(
            name = "Complexity",
            description = "0-10: how much CPU is spent on how good it sounds at the same bit rate.",
            min = "0",
            max = "10")
    int complexity() default 5;
}
