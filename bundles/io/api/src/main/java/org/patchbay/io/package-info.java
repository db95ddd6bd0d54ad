/**
 * Everything that touches the network. Media sessions ({@code org.patchbay.channel.media}) open RTP ports here and
 * say where packets go; the loops that move the packets live in {@code org.patchbay.io.rtp}. A port outlives the
 * bundles above it: nothing here calls up except through an object that it was given.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.patchbay.io;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
