/**
 * Session descriptions (RFC 8866) and the offer and answer of audio with them (RFC 3264). Plain values and text: nothing
 * here knows SIP messages or sockets, and nothing is ever looked up in the name system. The bundles that use these classes
 * carry a private copy of them, so this package is exported by none.
 */
@NullMarked
package org.patchbay.sip.sdp;

import org.jspecify.annotations.NullMarked;
