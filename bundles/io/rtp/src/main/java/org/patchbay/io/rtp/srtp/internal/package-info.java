/**
 * SRTP and SRTCP (RFC 3711, RFC 7714): what a port whose peer encrypts does with each packet. A {@link
 * org.patchbay.io.rtp.srtp.internal.SrtpReceiver} opens those of the peer, a {@link org.patchbay.io.rtp.srtp.internal.SrtpSender} seals those
 * to the peer; neither knows sockets.
 */
@NullMarked
package org.patchbay.io.rtp.srtp.internal;

import org.jspecify.annotations.NullMarked;
