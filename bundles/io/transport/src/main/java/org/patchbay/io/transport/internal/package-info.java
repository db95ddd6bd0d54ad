/** Listeners and their connections: the only code that holds a socket of a signalling protocol. */
@NullMarked
package org.patchbay.io.transport.internal;

import org.jspecify.annotations.NullMarked;
