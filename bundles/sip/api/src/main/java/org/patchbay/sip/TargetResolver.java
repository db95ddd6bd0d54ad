package org.patchbay.sip;

import gov.nist.javax.sip.address.SipUri;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.sip.SipTransactions.Hop;

/** Finds the servers behind a SIP URI (RFC 3263). Thread-safe, and never waits. */
@ProviderType
public interface TargetResolver {
    /**
     * Returns where a request to {@code uri} can be sent, in the order in which to try. A URI with a literal address is answered at
     * once, without the name system. Of the transports only those are taken that this server has a listener for; {@code sips} and
     * {@code transport=tls} give TLS only. The list is empty when nothing serves the URI; the stage completes exceptionally with
     * {@link java.io.IOException} when the name system doesn't answer. It completes on a thread that must not be blocked.
     */
    CompletionStage<List<Hop>> resolve(SipUri uri);
}
