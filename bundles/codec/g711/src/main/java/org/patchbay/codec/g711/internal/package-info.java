/** G.711 of ITU-T, mu-law and A-law: a byte for each of 8,000 samples a second. */
@NullMarked
package org.patchbay.codec.g711.internal;

import org.jspecify.annotations.NullMarked;
