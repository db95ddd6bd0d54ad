/** Lets the caller talk in a conference. The application host runs it on the step <code>confer</code> of a dialplan. */
@NullMarked
package org.patchbay.feature.confer.internal;

import org.jspecify.annotations.NullMarked;
