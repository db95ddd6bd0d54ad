/**
 * The relay of RTP and RTCP (RFC 3550). {@link org.patchbay.io.rtp.internal.RtpRelay} binds port pairs and gives each to
 * a {@link org.patchbay.io.rtp.internal.RelayLoop}, one thread that moves the packets of its ports; other threads leave
 * {@link org.patchbay.io.rtp.internal.Orders} for it. {@link org.patchbay.io.rtp.internal.PacketIo} hides the system calls.
 */
@NullMarked
package org.patchbay.io.rtp.internal;

import org.jspecify.annotations.NullMarked;
