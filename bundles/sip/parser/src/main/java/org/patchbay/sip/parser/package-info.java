/**
 * Bytes to JAIN-SIP's message objects, in one bounded pass. Plain classes, which the bundles that use them carry in themselves:
 * {@link org.patchbay.sip.parser.SipFramer} finds the end of a message in a stream, {@link org.patchbay.sip.parser.SipParser} reads it,
 * {@link org.patchbay.sip.parser.SipWriter} writes one without loss. All are safe to use from any thread.
 */
@NullMarked
package org.patchbay.sip.parser;

import org.jspecify.annotations.NullMarked;
