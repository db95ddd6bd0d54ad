/**
 * What the bundles that know SIP give each other. {@code org.patchbay.sip.stack} owns the listening points and the
 * transactions; handlers of methods register as {@link org.patchbay.sip.SipRequestHandler} services; requests go out through
 * {@link org.patchbay.sip.SipTransactions}. What phones subscribe to are {@link org.patchbay.sip.EventPackage} services. Messages are JAIN-SIP's, which nothing above this module ever sees. Dialogs are plain
 * records of the bundles that need them.
 */
@Export
@Version("1.5.0")
@NullMarked
package org.patchbay.sip;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
