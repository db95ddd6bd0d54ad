/** Bytes to JAIN-SIP's message objects, in one bounded pass. Plain classes, which the bundles that use them carry in themselves. */
@NullMarked
package org.patchbay.sip.parser;

import org.jspecify.annotations.NullMarked;
