package org.patchbay.application;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The features of the folder {@code deploy/}, for display. Thread-safe, never blocks. */
@ProviderType
public interface Deployments {
    /** Returns what became of each jar, and the versions that still have calls, as of the last look at the folder. */
    List<Deployment> deployments();
}
