/** Subscriptions (RFC 6665). */
@NullMarked
package org.patchbay.sip.event.internal;

import org.jspecify.annotations.NullMarked;
