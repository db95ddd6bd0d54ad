/** Sends the caller's voice back until he hangs up. The application host runs it on the step <code>echo</code> of a dialplan. */
@NullMarked
package org.patchbay.feature.echo.internal;

import org.jspecify.annotations.NullMarked;
