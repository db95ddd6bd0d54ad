/**
 * Runs the dialplan on calls. {@link org.patchbay.pbx.core.internal.PbxRouter} gives the channel core a router; for each
 * call that looks up the extension in the dialplans, and runs its steps through the application host. It keeps nothing of
 * a call: position and variables are the call's own.
 */
@NullMarked
package org.patchbay.pbx.core.internal;

import org.jspecify.annotations.NullMarked;
