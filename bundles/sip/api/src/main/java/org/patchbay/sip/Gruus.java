package org.patchbay.sip;

import gov.nist.javax.sip.address.SipUri;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Knows the URIs that lead to one device of a user, which the registrar gives out (GRUU, RFC 5627). Thread-safe, never blocks. */
@ProviderType
public interface Gruus {
    /** Tells whether {@code uri} has the {@code gr} parameter, and so is meant for one device and no other. */
    static boolean isGruu(SipUri uri) {
        return uri.hasParameter("gr");
    }

    /** Returns whom {@code uri} leads to; empty when it is no GRUU of ours or is no longer valid (404, RFC 5627 section 5.4). */
    Optional<Device> device(SipUri uri);

    /**
     * One device of one user.
     *
     * @param user the number, the user part of the address of record
     * @param instance as in {@link SipContact#INSTANCE}
     */
    record Device(String user, String instance) {}
}
