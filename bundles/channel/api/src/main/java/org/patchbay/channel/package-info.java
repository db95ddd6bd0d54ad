/**
 * Calls, whatever their technology: the waist between signalling below and logic above. A technology such as SIP
 * attaches below and brings channels; a router, the PBX, attaches above and decides what a call does. The call itself,
 * its legs, its bridge, its position and its variables are owned here and outlive all logic.
 */
@Export
@Version("1.5.0")
@NullMarked
package org.patchbay.channel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
