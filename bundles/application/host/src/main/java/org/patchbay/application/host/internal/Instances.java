package org.patchbay.application.host.internal;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.patchbay.application.Application;

/** Gives each call an instance of an application: its own when the service has prototype scope, else the one there is. */
final class Instances {
    private final @Nullable ComponentServiceObjects<Application> objects;
    private final @Nullable Application single;

    Instances(ComponentServiceObjects<Application> objects) {
        this.objects = objects;
        this.single = null;
    }

    Instances(Application single) {
        this.objects = null;
        this.single = single;
    }

    boolean areOf(ServiceReference<Application> reference) {
        return objects != null && objects.getServiceReference().equals(reference);
    }

    Application get() {
        Application application = objects == null ? single : objects.getService();
        if (application == null)
            throw new IllegalStateException("the application could not be made; the log of its bundle says why");
        return application;
    }

    void release(Application application) {
        if (objects == null) return;
        try {
            objects.ungetService(application);
        } catch (IllegalStateException | IllegalArgumentException alreadyGone) {
            // Its bundle was stopped while the call was in it; the framework has released the instance.
        }
    }
}
