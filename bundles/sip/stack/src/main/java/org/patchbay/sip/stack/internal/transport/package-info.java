/**
 * UDP and TCP for JAIN-SIP on plain JDK sockets, behind its {@code MessageProcessorFactory}, which is the seam where
 * the transports of the I/O module will take their place.
 *
 * <p>None of the transports that JAIN-SIP 1.3.0-91 brings would do. Its non-blocking TCP loses the framing on a compact {@code l:}
 * header (request smuggling) and allocates whatever Content-Length asks for; its blocking TCP answers a keep-alive by connecting to
 * the phone's ephemeral port, writes and connects on the thread of the caller and of all timers; its UDP puts the sender's own
 * text into the reason phrase of an automatic 400 and loses a worker for ever to any {@code Error}.
 */
@NullMarked
package org.patchbay.sip.stack.internal.transport;

import org.jspecify.annotations.NullMarked;
