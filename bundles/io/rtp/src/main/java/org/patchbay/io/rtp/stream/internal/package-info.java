/** What a port learns of the streams that pass: how they arrive, and what the peer reports of how ours do. */
@NullMarked
package org.patchbay.io.rtp.stream.internal;

import org.jspecify.annotations.NullMarked;
