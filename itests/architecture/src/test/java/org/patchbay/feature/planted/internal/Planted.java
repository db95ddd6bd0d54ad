package org.patchbay.feature.planted.internal;

import javax.sip.header.CSeqHeader;
import org.osgi.framework.BundleContext;
import org.patchbay.feature.other.internal.Hidden;

/** Breaks the rules, so that a test can see that they hold. */
record Planted(Hidden hidden, CSeqHeader header, BundleContext context) {
    Object[] services() {
        return context.getBundles();
    }
}
