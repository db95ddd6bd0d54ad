package org.patchbay.channel;

import org.osgi.annotation.versioning.ConsumerType;

/** Learns of every call that is over. Whoever is registered as a service is told; while nobody is, the last calls wait for who comes. */
@ConsumerType
public interface CallRecordListener {
    /** Takes a call that is over, once. Called on the call's thread: returns at once. */
    void ended(CallRecord call);
}
