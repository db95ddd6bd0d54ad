@NullMarked
package org.patchbay.channel.core.internal;

import org.jspecify.annotations.NullMarked;
