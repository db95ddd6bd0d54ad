/** Keeps the files in {@code etc} and the forms of the web console the same: what is changed in a form is written to its file. */
@NullMarked
package org.patchbay.console.configuration.internal;

import org.jspecify.annotations.NullMarked;
