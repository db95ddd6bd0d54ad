/**
 * Adds up voices so that everybody hears all others: who is heard of many, how loud, and how the sum stays within 16 bits. Linear
 * sound in frames of 20 ms; no sockets, no codecs, no threads.
 */
@NullMarked
package org.patchbay.channel.media.mixing;

import org.jspecify.annotations.NullMarked;
