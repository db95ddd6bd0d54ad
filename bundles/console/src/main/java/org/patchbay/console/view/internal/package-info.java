/**
 * What the console shows, as records of plain values: read from the modules' services at the moment of asking, and
 * written as JSON for the pages and machines, or as text for the shell. Keeps nothing.
 */
@NullMarked
package org.patchbay.console.view.internal;

import org.jspecify.annotations.NullMarked;
