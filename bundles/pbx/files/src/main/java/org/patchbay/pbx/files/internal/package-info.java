/**
 * Users and extensions from YAML files. {@link org.patchbay.pbx.files.internal.FileDirectory} and {@link
 * org.patchbay.pbx.files.internal.FileDialplan} look at their file twice a second; what they read is checked whole and put
 * in force whole, by exchanging one immutable object, so that nothing above restarts.
 */
@NullMarked
package org.patchbay.pbx.files.internal;

import org.jspecify.annotations.NullMarked;
