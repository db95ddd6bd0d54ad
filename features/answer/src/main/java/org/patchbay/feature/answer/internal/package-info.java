/** Answers the call. The application host runs it on the step <code>answer</code> of a dialplan. */
@NullMarked
package org.patchbay.feature.answer.internal;

import org.jspecify.annotations.NullMarked;
