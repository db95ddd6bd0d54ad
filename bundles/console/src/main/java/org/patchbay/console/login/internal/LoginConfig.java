package org.patchbay.console.login.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the console's login. */
@ObjectClassDefinition(
        name = "Patchbay: console login",
        description = "The one user of this console. Nobody gets in while there is no password hash.")
@interface LoginConfig {
    @AttributeDefinition(name = "User", description = "The name to log in with.")
    String user() default "admin";

    @AttributeDefinition(
            name = "Password hash",
            type = AttributeType.PASSWORD,
            description =
                    "Not the password but its hash: pbkdf2-sha256$<iterations>$<salt>$<hash>, with salt and hash in"
                            + " base64. It is written at the first start, beside the password that is printed then.")
    String password_hash() default "";
}
