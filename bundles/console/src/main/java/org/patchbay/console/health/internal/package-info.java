/** Health checks in plain words, run by the Felix health check framework: on its page of the web console, and over HTTP. */
@NullMarked
package org.patchbay.console.health.internal;

import org.jspecify.annotations.NullMarked;
