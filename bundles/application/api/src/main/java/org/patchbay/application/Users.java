package org.patchbay.application;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.channel.AddressOfRecord;

/** Finds the address of a user by what an application or a dialplan calls him; given to {@link Applications#run} by the PBX. */
@ConsumerType
@FunctionalInterface
public interface Users {
    /** Returns the address of record of {@code user}; empty when there is no such user. */
    Optional<AddressOfRecord> find(String user);
}
