package org.patchbay.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Answers the challenges of other servers (RFC 3261 section 22.2, RFC 7616). Thread-safe, never blocks. */
@ProviderType
public interface RequestAuthenticator {
    /**
     * Returns {@code refused} with credentials for a 401 or 407 of {@code peer}. The sender gives it the next CSeq number. Empty
     * when there is nothing to answer with: we have no password, no algorithm in common, or what we sent before was wrong.
     */
    Optional<SIPRequest> answer(String peer, SIPRequest refused, SIPResponse challenge);
}
