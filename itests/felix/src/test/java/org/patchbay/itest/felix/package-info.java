/**
 * Tests that run inside Felix beside the bundles that ship. {@link org.patchbay.itest.felix.FelixTest} starts them; a test is a
 * subclass whose fields are injected with services.
 */
@NullMarked
package org.patchbay.itest.felix;

import org.jspecify.annotations.NullMarked;
