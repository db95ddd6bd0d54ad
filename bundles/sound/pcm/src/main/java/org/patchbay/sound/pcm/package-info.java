/** Linear sound from one rate to another. A library: each bundle that needs it carries a copy of its own. */
@NullMarked
package org.patchbay.sound.pcm;

import org.jspecify.annotations.NullMarked;
