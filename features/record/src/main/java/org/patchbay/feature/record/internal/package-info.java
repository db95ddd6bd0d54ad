/** Begins to record a call. The application host runs it on the step <code>record</code> of a dialplan. */
@NullMarked
package org.patchbay.feature.record.internal;

import org.jspecify.annotations.NullMarked;
