package org.patchbay.media;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The conferences that go on: each begins with its first member and ends with its last. A service of the media module. Thread-safe. */
@ProviderType
public interface Conferences {
    /** Returns those that have members, by name. */
    List<Conference> all();

    /**
     * One conference as it is now.
     *
     * @param members in the order in which they came
     */
    record Conference(String name, List<ConferenceMember> members) {
        public Conference {
            members = List.copyOf(members);
        }
    }
}
