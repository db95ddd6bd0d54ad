package org.patchbay.channel.core.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.channel.CallRecord;
import org.patchbay.channel.CallRecordListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever wants to know of each call that is over; the last of them wait while nobody does, such as while that is replaced. Thread-safe. */
@Component(service = CallRecords.class)
public final class CallRecords {
    private static final Logger LOG = LoggerFactory.getLogger(CallRecords.class);
    private static final int MOST_WAITING = 1000;

    private final List<CallRecordListener> listeners = new ArrayList<>();
    private final Queue<CallRecord> waiting = new ArrayDeque<>();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindListener(CallRecordListener listener) {
        listeners.add(listener);
        for (CallRecord call = waiting.poll(); call != null; call = waiting.poll()) tell(listener, call);
    }

    synchronized void unbindListener(CallRecordListener listener) {
        listeners.remove(listener);
    }

    synchronized void ended(CallRecord call) {
        if (listeners.isEmpty()) {
            if (waiting.size() == MOST_WAITING) waiting.remove();
            waiting.add(call);
        }
        for (CallRecordListener listener : listeners) tell(listener, call);
    }

    private static void tell(CallRecordListener listener, CallRecord call) {
        try {
            listener.ended(call);
        } catch (RuntimeException | LinkageError failure) { // somebody else's code, which may be half unloaded
            LOG.error("call {}: {} could not take its record", call.id(), listener, failure);
        }
    }
}
