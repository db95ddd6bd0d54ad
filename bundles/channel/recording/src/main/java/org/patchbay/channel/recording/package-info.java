/**
 * Writes what a leg says and hears to stereo WAV files. Packets are copied into a ring on the relay loop, and one thread puts them into
 * order, decodes them, lays them on the time line and writes. A library that the media of calls carries.
 */
@NullMarked
package org.patchbay.channel.recording;

import org.jspecify.annotations.NullMarked;
