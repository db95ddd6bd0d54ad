/**
 * Runs JAIN-SIP's transaction layer. {@code SipServer} owns the stack; the valve answers what no handler should see,
 * {@code RequestDispatcher} tracks the handlers of methods, and {@code transport} moves the bytes.
 */
@NullMarked
package org.patchbay.sip.stack.internal;

import org.jspecify.annotations.NullMarked;
