package org.patchbay.sip.stack.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.patchbay.sip.SipRequestHandler;

/** Tracks who serves which method, and tells the stack. */
@Component(service = RequestDispatcher.class, immediate = true)
public final class RequestDispatcher {
    private final HandlerRegistry registry;
    private final List<SipRequestHandler> given = new CopyOnWriteArrayList<>();

    @Activate
    public RequestDispatcher(@Reference HandlerRegistry registry) {
        this.registry = registry;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHandler(SipRequestHandler handler, Map<String, Object> properties) {
        given.add(handler);
        registry.add(handler, properties);
    }

    void updatedHandler(SipRequestHandler handler, Map<String, Object> properties) {
        registry.add(handler, properties);
    }

    void unbindHandler(SipRequestHandler handler) {
        given.remove(handler);
        registry.remove(handler);
    }

    @Deactivate
    void stop() {
        given.forEach(registry::remove);
    }
}
