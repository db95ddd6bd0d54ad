/** Stands in for browsers, modules and calls in the tests of this bundle. */
@NullMarked
package org.patchbay.console.testing;

import org.jspecify.annotations.NullMarked;
