/** Names to addresses, by Netty's resolver. */
@NullMarked
package org.patchbay.io.resolver.internal;

import org.jspecify.annotations.NullMarked;
