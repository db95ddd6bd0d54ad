/**
 * Finds the servers behind a SIP URI (RFC 3263 section 4) over {@code org.patchbay.io.NameResolver}. {@code SipServerLocator} is the service; {@code
 * Target} is what a URI says, {@code Ways} what this server's listeners can reach, {@code Search} the way from a domain through NAPTR and
 * SRV to addresses, {@code SrvOrder} the choice by weight (RFC 2782).
 */
@NullMarked
package org.patchbay.sip.resolver.internal;

import org.jspecify.annotations.NullMarked;
