/**
 * Media as a call sees it, whatever the signalling: SDP, Jingle or H.245 map onto these descriptions. Channel
 * technologies open a {@link org.patchbay.media.MediaSession} for each leg; the call joins the sessions of its legs.
 */
@Export
@Version("1.4.0")
@NullMarked
package org.patchbay.media;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
