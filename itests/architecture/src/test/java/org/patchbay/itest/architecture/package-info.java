/** Rules on the bundles that ship: who may use whom, and what may leak where. */
@NullMarked
package org.patchbay.itest.architecture;

import org.jspecify.annotations.NullMarked;
