/**
 * Subscriptions (RFC 6665) and messages between phones (RFC 3428). {@code EventServer} takes SUBSCRIBE and NOTIFY, {@code Subscription} is one
 * that lives, {@code MessageRelay} takes MESSAGE.
 */
@NullMarked
package org.patchbay.sip.event.internal;

import org.jspecify.annotations.NullMarked;
