/**
 * Runs applications on calls. {@code ApplicationHost} keeps the versions of every application by name; a call stays on the
 * version that it began with, and when that goes away its logic is unwound at the next verb and runs on the version that
 * is there. Prompts come
 * from the module of sounds.
 */
@NullMarked
package org.patchbay.application.host.internal;

import org.jspecify.annotations.NullMarked;
