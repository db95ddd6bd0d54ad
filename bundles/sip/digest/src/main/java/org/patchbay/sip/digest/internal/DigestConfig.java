package org.patchbay.sip.digest.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How users are verified. */
@ObjectClassDefinition(
        name = "Patchbay digest authentication",
        description = "How the passwords of telephones are checked (RFC 3261 section 22, RFC 8760).")
@interface DigestConfig {
    /** PID of the configuration. */
    String PID = "org.patchbay.sip.digest";

    @AttributeDefinition(
            name = "Nonce lifetime in seconds",
            description = "How long a telephone may use one challenge before it is given another. 10-86400.")
    int nonce_lifetime_seconds() default 300;

    @AttributeDefinition(
            name = "Algorithms",
            description =
                    "SHA-256 and MD5, in the order in which they are offered. SHA-256 is only offered while every user"
                            + " has a password or a SHA-256 hash.")
    String[] algorithms() default {"SHA-256", "MD5"};

    @AttributeDefinition(
            name = "Telephones that know only MD5",
            description =
                    "A regular expression of the User-Agent of telephones that give up at a challenge with SHA-256"
                            + " instead of taking the MD5 beside it. They are offered MD5 alone.")
    String md5_only_agents() default "baresip v[0-2]\\..*|sipsak .*";

    @AttributeDefinition(
            name = "Most challenges in use",
            description =
                    "How many answered challenges are remembered at once. When there are more, the telephones with the"
                            + " oldest are given new ones.")
    int nonces_max() default 100_000;
}
