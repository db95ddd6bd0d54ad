/** RFC 3263 over {@code org.patchbay.io.NameResolver}. */
@NullMarked
package org.patchbay.sip.resolver.internal;

import org.jspecify.annotations.NullMarked;
