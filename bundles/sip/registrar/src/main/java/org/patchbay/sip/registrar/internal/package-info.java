/**
 * The registrar of RFC 3261 section 10: {@code SipRegistrar} takes REGISTER, {@code Registration} is what one asks for,
 * {@code BindingUpdate} applies it to the bindings that are there.
 */
@NullMarked
package org.patchbay.sip.registrar.internal;

import org.jspecify.annotations.NullMarked;
