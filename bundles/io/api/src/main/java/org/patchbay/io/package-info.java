/**
 * Everything that touches the network. Messages of a signalling protocol come and go through a {@link
 * org.patchbay.io.Listener}, a service for each configured socket; {@code org.patchbay.io.transport} has its event loops, its {@link
 * org.patchbay.io.Timers} and its {@link org.patchbay.io.NameResolver}. Media sessions ({@code org.patchbay.channel.media}) open RTP ports here and
 * say where packets go; the loops that move the packets live in {@code org.patchbay.io.rtp}. A port outlives the
 * bundles above it: nothing here calls up except through an object that it was given.
 */
@Export
@Version("1.3.0")
@NullMarked
package org.patchbay.io;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
