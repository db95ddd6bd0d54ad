/** Clears the call with a cause of the dialplan's choice. The application host runs it on the step <code>hangup</code> of a dialplan. */
@NullMarked
package org.patchbay.feature.hangup.internal;

import org.jspecify.annotations.NullMarked;
