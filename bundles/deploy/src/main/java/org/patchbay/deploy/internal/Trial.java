package org.patchbay.deploy.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/**
 * Hides the services of one bundle from all others, until it is closed: the bundle can be started and looked at without
 * taking a call.
 */
final class Trial implements AutoCloseable, FindHook, EventListenerHook {
    private final Bundle candidate;
    private final List<ServiceRegistration<?>> hooks;

    Trial(BundleContext context, Bundle candidate) {
        this.candidate = candidate;
        this.hooks = List.of(
                context.registerService(FindHook.class, this, null),
                context.registerService(EventListenerHook.class, this, null));
    }

    @Override
    public void find(
            BundleContext asking, String name, String filter, boolean all, Collection<ServiceReference<?>> found) {
        if (!candidate.equals(asking.getBundle())) {
            found.removeIf(reference -> candidate.equals(reference.getBundle()));
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        if (candidate.equals(event.getServiceReference().getBundle())) {
            listeners.keySet().removeIf(listening -> !candidate.equals(listening.getBundle()));
        }
    }

    @Override
    public void close() {
        hooks.forEach(ServiceRegistration::unregister);
    }
}
