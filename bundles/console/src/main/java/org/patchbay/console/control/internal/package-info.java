/** What an operator does, in the same words for the pages and the shell. */
@NullMarked
package org.patchbay.console.control.internal;

import org.jspecify.annotations.NullMarked;
