/** Plays a tone or a sound file. The application host runs it on the step <code>play</code> of a dialplan. */
@NullMarked
package org.patchbay.feature.play.internal;

import org.jspecify.annotations.NullMarked;
