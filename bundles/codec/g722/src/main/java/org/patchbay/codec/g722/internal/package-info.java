/**
 * G.722 of ITU-T at 64 kbit/s: sound of 16,000 samples a second, split in two bands that are coded on their own, four of five
 * bits' worth in the lower. Names follow the Recommendation, whose section is cited where it is not obvious.
 */
@NullMarked
package org.patchbay.codec.g722.internal;

import org.jspecify.annotations.NullMarked;
