package org.patchbay.cdr.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where calls are written down. */
@ObjectClassDefinition(
        name = "Patchbay call records",
        description = "Every call that is over is a row of a file a day, and every leg of it one of another (CSV).")
@interface CdrConfig {
    /** PID of the configuration. */
    String PID = "org.patchbay.cdr";

    @AttributeDefinition(
            name = "Folder",
            description = "Where the files are written; a relative path starts at the folder of this server.")
    String folder() default "data/cdr";

    @AttributeDefinition(
            name = "Keep (days)",
            description = "Files of calls that are older are deleted. 1 to 36500; 0 for ever.")
    int keep_days() default 0;
}
