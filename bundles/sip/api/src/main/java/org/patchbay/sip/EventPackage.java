package org.patchbay.sip;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.pbx.Subscriber;

/**
 * Something that phones can subscribe to (RFC 6665 section 5): a service of this type makes SUBSCRIBE with its event name
 * served. It tells what is; who subscribed, until when, and how they hear of it is not its concern. Subscriptions outlive a package that is
 * replaced: its successor is asked for everything anew. Called on threads of the transport: must not block.
 */
@ConsumerType
public interface EventPackage {
    /** Returns the event name, such as {@code message-summary}. */
    String name();

    /** Returns the types of the documents that it can write, such as {@code application/simple-message-summary}; the usual one first. */
    List<String> contentTypes();

    /** Returns how long a subscription may live. */
    default Lifetime lifetime() {
        return new Lifetime(3600, 60, 86_400);
    }

    /** Decides whether {@code subscriber}, whose identity is verified, may subscribe to what the user part {@code requested} names. */
    Admission admit(Subscriber subscriber, String requested);

    /**
     * Returns what is to be told of {@code resource} now; empty when there is nothing to say.
     *
     * @param contentType one of {@link #contentTypes()} that the subscriber accepts
     * @param version counts what this subscriber was told, from 0, for documents that carry a number (RFC 4235 section 4.1)
     */
    Optional<Document> document(String resource, String contentType, int version);

    /** Gives the package the way to tell of changes; called once, before anything else. */
    default void attach(Watchers watchers) {}

    /** Seconds that a subscription lives: when the phone doesn't say, at least, and at most. */
    record Lifetime(int usual, int shortest, int longest) {
        public Lifetime {
            // RFC 6665 section 4.2.1.1: an hour is never too brief
            boolean good = 0 < shortest && shortest <= 3600 && shortest <= usual && usual <= longest;
            if (!good) throw new IllegalArgumentException(shortest + " <= " + usual + " <= " + longest);
        }
    }

    /** Whether somebody may subscribe. */
    sealed interface Admission {
        /** Yes: to {@code resource}, as the package calls it from now on. */
        record Granted(String resource) implements Admission {}

        /** No: 403. */
        record Forbidden() implements Admission {}

        /** There is no such thing: 404. */
        record Unknown() implements Admission {}
    }

    /** What a NOTIFY carries. */
    record Document(String contentType, byte[] body) {}

    /** Why a package ends subscriptions (RFC 6665 section 4.1.3). */
    enum Ending {
        /** What they are about is gone, for good. */
        NO_RESOURCE,
        /** They are not allowed any more. */
        REJECTED,
        /** They shall be made anew at once. */
        DEACTIVATED
    }

    /** The subscriptions to one package. Every method may be called from any thread; none waits. */
    @ProviderType
    interface Watchers {
        /** Says that {@code resource} has changed: its subscribers get {@link #document} soon, of several changes the last. */
        void changed(String resource);

        /** Ends the subscriptions to {@code resource}. */
        void end(String resource, Ending why);

        /** Returns how many subscriptions to {@code resource} there are. */
        int count(String resource);
    }
}
