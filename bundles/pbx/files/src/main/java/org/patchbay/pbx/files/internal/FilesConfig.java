package org.patchbay.pbx.files.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Patchbay: users, dialplan and trunks",
        description =
                "Where the files of users, extensions and trunks are. All are read again whenever they are saved.")
@interface FilesConfig {
    /** The configuration's name. */
    String PID = "org.patchbay.pbx.files";

    @AttributeDefinition(
            name = "Users",
            description = "The file of the users, absolute or relative to the folder of this server.")
    String users_path() default "etc/users.yaml";

    @AttributeDefinition(
            name = "Dialplan",
            description = "The file of the extensions, absolute or relative to the folder of this server.")
    String dialplan_path() default "etc/dialplan.yaml";

    @AttributeDefinition(
            name = "Trunks",
            description = "The file of the connections with other servers, absolute or relative to the folder of this"
                    + " server.")
    String trunks_path() default "etc/trunks.yaml";

    @AttributeDefinition(
            name = "Realm",
            description = "What phones show when they ask for a password. Password hashes are made with it: "
                    + "whoever changes it must make the hashes in the users file anew.")
    String realm() default "patchbay";

    @AttributeDefinition(
            name = "Look for changes every (ms)",
            description = "A file is read when it has not changed from one look to the next. 50-60000.")
    int poll_millis() default 500;

    @AttributeDefinition(
            name = "Wait for applications at the start (s)",
            description = "How long after the start a dialplan may name applications that are not there yet. 0-600.")
    int startup_seconds() default 5;
}
