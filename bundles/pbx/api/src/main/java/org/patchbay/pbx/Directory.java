package org.patchbay.pbx;

import java.util.Collection;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Who may use the server. Thread-safe; answers from memory, never blocks. */
@ConsumerType
public interface Directory {
    /** Returns the realm that the subscribers' numbers are unique in, and their password hashes are made with. */
    String realm();

    /** Returns the subscriber with that number. */
    Optional<Subscriber> subscriber(String number);

    /** Returns all subscribers, in the order of their source. */
    Collection<Subscriber> subscribers();
}
