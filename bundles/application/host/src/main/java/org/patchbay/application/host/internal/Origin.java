package org.patchbay.application.host.internal;

import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** The bundle that an application comes from: its number in the framework, its symbolic name, and its version. */
record Origin(long bundle, String feature, Version version) {
    static Origin of(Bundle bundle) {
        return new Origin(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion());
    }

    @Override
    public String toString() {
        return feature + " " + version;
    }
}
