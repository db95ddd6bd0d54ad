/** Session descriptions (RFC 8866). Plain classes, which the bundles that use them carry in themselves. */
@NullMarked
package org.patchbay.sip.sdp;

import org.jspecify.annotations.NullMarked;
