/**
 * Sound by its name: tones of a country, sound files, music on hold. Applications and calls open it and play it to a leg; what makes it
 * of files and tables is a bundle below.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.patchbay.sound;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
