/** Commands of the Gogo shell that show and do the same as the pages. */
@NullMarked
package org.patchbay.console.shell.internal;

import org.jspecify.annotations.NullMarked;
