package org.patchbay.sip.channel.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.patchbay.sip.RequestAuthenticator;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * The other server that a leg is with.
 *
 * @param name the peer's, by which {@code authenticator} knows it
 * @param authenticator answers its challenges; empty while that module is away
 * @param hops where an INVITE of ours may go, in the order in which to try; empty for a leg that the peer began
 */
record PeerLink(String name, Supplier<Optional<RequestAuthenticator>> authenticator, List<Hop> hops) {}
