package org.patchbay.deploy.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Patchbay: deployment of features",
        description = "How jars of the deploy folder are put beside the versions that are in use.")
@interface DeployConfig {
    /** The configuration's name. */
    String PID = "org.patchbay.deploy";

    @AttributeDefinition(
            name = "Folder",
            description = "Where the jars are, absolute or relative to the folder of this server.")
    String folder() default "deploy";

    @AttributeDefinition(
            name = "Look for jars every (ms)",
            description = "A jar is taken when it has not changed from one look to the next. 50-60000.")
    int poll_millis() default 500;

    @AttributeDefinition(
            name = "Wait for a feature's start (s)",
            description = "How long a feature may take to start before it is refused. 1-300.")
    int start_seconds() default 10;

    @AttributeDefinition(
            name = "Drain (min)",
            description = "How long calls may stay on a replaced version before it is taken away under them. 1-10080.")
    int drain_minutes() default 240;
}
