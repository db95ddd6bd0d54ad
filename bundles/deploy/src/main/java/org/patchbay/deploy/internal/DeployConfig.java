package org.patchbay.deploy.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Patchbay: deployment of features",
        description = "How jars and archives of the deploy folder are put beside the versions that are in use.")
@interface DeployConfig {
    /** The configuration's name. */
    String PID = "org.patchbay.deploy";

    @AttributeDefinition(
            name = "Folder",
            description = "Where the jars and archives are, absolute or relative to the folder of this server.")
    String folder() default "deploy";

    @AttributeDefinition(
            name = "Look for jars every (ms)",
            description =
                    "A jar is taken when it has not changed from one look to the next. What is deployed by command or"
                            + " in the console doesn't wait for that. 50-60000.")
    int poll_millis() default 200;

    @AttributeDefinition(
            name = "Wait for a feature's start (s)",
            description =
                    "How long a feature may take to start, to stop and to test itself before it is refused. 1-300.")
    int start_seconds() default 10;

    @AttributeDefinition(
            name = "Drain (min)",
            description =
                    "How long calls may stay on a replaced version. Then they are given over to the version in use, at"
                            + " the step that they are in; a module that waits for a moment without calls is exchanged"
                            + " then. 1-10080.")
    int drain_minutes() default 60;

    @AttributeDefinition(
            name = "Watch a new version (min)",
            description = "How long after a version came into use, or as a canary, it is rolled back by itself when its"
                    + " calls fail. 0-1440; 0 for never.")
    int trial_minutes() default 10;

    @AttributeDefinition(
            name = "Roll back from failed calls",
            description =
                    "So many calls must have failed in a new version before it is rolled back by itself. A call has"
                            + " failed when the application ended with an exception; a caller who hangs up has not."
                            + " 1-1000000.")
    int trial_failures() default 3;

    @AttributeDefinition(
            name = "Roll back from a share of failed calls (%)",
            description = "And so large a share of its calls must have failed. 1-100.")
    int trial_failed_percent() default 20;

    @AttributeDefinition(
            name = "Require signatures",
            description = "Whether jars are refused in which not every file is signed (jarsigner) by somebody whom a"
                    + " certificate in etc/trust (PEM files, *.pem, *.crt or *.cer) vouches for.")
    boolean require_signatures() default false;
}
