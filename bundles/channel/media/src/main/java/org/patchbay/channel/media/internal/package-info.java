/**
 * The media of calls over RTP: {@link org.patchbay.channel.media.internal.RtpMediaSession} says to its port in {@code org.patchbay.io}
 * where packets go, and makes or reads those that begin or end here: prompts, on a 20 ms clock, and digits.
 */
@NullMarked
package org.patchbay.channel.media.internal;

import org.jspecify.annotations.NullMarked;
