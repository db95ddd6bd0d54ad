/** Rings a user, connects the first of his phones to answer. The application host runs it on the step <code>dial</code> of a dialplan. */
@NullMarked
package org.patchbay.feature.dial.internal;

import org.jspecify.annotations.NullMarked;
