package org.patchbay.io;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Asks the domain name system, and remembers answers for as long as they say, the negative ones too. Never waits: the stages
 * complete on a thread of the resolver, which must not be blocked. A name without such records gives an empty list; a stage completes
 * exceptionally with {@link java.io.IOException} when no server answered within the configured time.
 */
@ProviderType
public interface NameResolver {
    /** Looks up NAPTR records (RFC 3403), by order and preference. */
    CompletionStage<List<Naptr>> naptr(String domain);

    /** Looks up SRV records (RFC 2782), by priority; within one the caller chooses by weight. */
    CompletionStage<List<Srv>> srv(String name);

    /** Looks up A and AAAA records, and {@code /etc/hosts} before; the family that this machine has a way for comes first. */
    CompletionStage<List<InetAddress>> addresses(String host);

    /** {@code service} such as {@code SIP+D2U}, {@code replacement} a name without the dot at its end. */
    record Naptr(int order, int preference, String flags, String service, String replacement) {}

    /** {@code target} is a name without the dot at its end; empty says that the service is decidedly not there. */
    record Srv(int priority, int weight, int port, String target) {}
}
