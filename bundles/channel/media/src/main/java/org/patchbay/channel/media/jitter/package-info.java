/**
 * What comes from one peer between arrival and playing: put in order, delayed as much as its network makes necessary, and told apart
 * in what is there, what is lost and what was never sent. Knows no codec and no clock.
 */
@NullMarked
package org.patchbay.channel.media.jitter;

import org.jspecify.annotations.NullMarked;
