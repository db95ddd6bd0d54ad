/**
 * Session descriptions (RFC 8866) and the offer and answer of audio with them (RFC 3264). Plain values and text: nothing
 * here knows SIP messages or sockets, and nothing is ever looked up in the name system.
 */
@NullMarked
package org.patchbay.sip.channel.internal.sdp;

import org.jspecify.annotations.NullMarked;
