@NullMarked
package org.patchbay.application.host.internal;

import org.jspecify.annotations.NullMarked;
