/**
 * Opus (RFC 6716) over RTP (RFC 7587). {@link org.patchbay.codec.opus.internal.OpusCodec} is the service; behind it is one of two engines: libopus of
 * the system, which costs less, or concentus, which is Java and always there.
 */
@NullMarked
package org.patchbay.codec.opus.internal;

import org.jspecify.annotations.NullMarked;
