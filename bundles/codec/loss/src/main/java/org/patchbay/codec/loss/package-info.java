/**
 * What decoders without a concealment of their own have in common: sound for packets that were lost. The codec bundles carry a
 * private copy of it, so this package is exported by none.
 */
@NullMarked
package org.patchbay.codec.loss;

import org.jspecify.annotations.NullMarked;
