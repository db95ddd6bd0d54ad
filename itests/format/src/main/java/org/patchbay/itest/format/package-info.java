/** The formatter, and the test that holds every source to it. */
@NullMarked
package org.patchbay.itest.format;

import org.jspecify.annotations.NullMarked;
