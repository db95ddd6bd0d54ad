package org.patchbay.sip;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.pbx.Subscriber;

/** Verifies who sent a request: digest access authentication (RFC 3261 section 22, RFC 7616, RFC 8760). Thread-safe, never blocks. */
@ProviderType
public interface RequestVerifier {
    /** Looks at the credentials of {@code request} and tells who sent it, or what to answer. */
    Verdict verify(IncomingRequest request);

    /** What became of it. */
    sealed interface Verdict {
        /** The credentials are right; they are {@code subscriber}'s. */
        record Verified(Subscriber subscriber) implements Verdict {}

        /**
         * Not verified: {@code response}, a 401 with fresh challenges or a 400, is to be sent statelessly. {@code failed} when credentials
         * were given and were wrong, which is for the security log; names nobody, known or not.
         */
        record Refused(SIPResponse response, Optional<String> failed) implements Verdict {}
    }
}
