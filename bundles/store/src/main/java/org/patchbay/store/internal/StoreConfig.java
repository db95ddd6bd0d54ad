package org.patchbay.store.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where registrations are kept. */
@ObjectClassDefinition(
        name = "Patchbay store",
        description = "Where registrations are kept, so that telephones are reachable after a restart.")
@interface StoreConfig {
    /** PID of the configuration. */
    String PID = "org.patchbay.store";

    @AttributeDefinition(
            name = "File",
            description = "The file for registrations; a relative path starts at the folder of this server.")
    String path() default "data/location.mv";
}
