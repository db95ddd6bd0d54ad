package org.patchbay.sip.digest.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.patchbay.pbx.Directory;
import org.patchbay.sip.RequestVerifier;

/** Opens the real verifier to the tests of this bundle. */
public final class VerifierUnderTest {
    private VerifierUnderTest() {}

    public static RequestVerifier of(Directory directory, InstantSource clock) {
        var verifier = new DigestVerifier(
                clock,
                Duration.ofSeconds(300),
                List.of(Algorithm.SHA256, Algorithm.MD5),
                Pattern.compile("none"),
                100_000);
        verifier.use(directory);
        return verifier;
    }
}
