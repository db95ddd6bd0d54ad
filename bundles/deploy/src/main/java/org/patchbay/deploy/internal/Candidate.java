package org.patchbay.deploy.internal;

import java.time.Instant;
import java.util.Optional;

/**
 * A version that could be in use: a jar, or a bundle that is there already.
 *
 * @param artifact what is installed for it, unless it is there
 * @param there the bundle that runs or came with the server
 */
record Candidate(
        String feature, Build build, Replacement replacement, Optional<Artifact> artifact, Optional<Installed> there) {
    static Candidate of(Artifact artifact) {
        Build build = new Build(artifact.version(), artifact.digest(), artifact.file(), Instant.EPOCH);
        return new Candidate(
                artifact.feature(), build, artifact.replacement(), Optional.of(artifact), Optional.empty());
    }

    static Candidate of(Installed there) {
        return of(there, new Build(there.version(), there.digest(), there.file(), Instant.EPOCH));
    }

    static Candidate of(Installed there, Build build) {
        return new Candidate(there.feature(), build, there.replacement(), Optional.empty(), Optional.of(there));
    }

    String key() {
        return build.key();
    }

    boolean is(Installed bundle) {
        return build.is(bundle);
    }

    /** Says for the log where it comes from. */
    String origin() {
        return build.shipped() ? "as it came with the server" : build.file();
    }

    @Override
    public String toString() {
        return feature + " " + build.version();
    }
}
