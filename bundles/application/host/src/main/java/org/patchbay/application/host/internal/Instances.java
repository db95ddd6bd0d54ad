package org.patchbay.application.host.internal;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.patchbay.application.Application;

/** Gives each call an instance of an application: its own when the service has prototype scope, else the one there is. */
interface Instances {
    /** Returns an instance for one call; to be given back. */
    Application get();

    /** Takes back what {@link #get} gave. */
    void release(Application application);

    /** Tells whether each call has an instance of its own. */
    boolean ownForEachCall();

    /** Returns whether these come from that service. */
    default boolean areOf(ServiceReference<Application> reference) {
        return false;
    }

    /** Returns the instances of a service. */
    static Instances of(ComponentServiceObjects<Application> objects) {
        return new OfService(objects);
    }

    /** The instances of a service. */
    record OfService(ComponentServiceObjects<Application> objects) implements Instances {
        @Override
        public Application get() {
            @Nullable Application application = objects.getService();
            if (application == null)
                throw new IllegalStateException("the application could not be made; the log of its bundle says why");
            return application;
        }

        @Override
        public void release(Application application) {
            try {
                objects.ungetService(application);
            } catch (IllegalStateException | IllegalArgumentException alreadyGone) {
                // Its service went away while the call was in it; the framework has released the instance.
            }
        }

        @Override
        public boolean ownForEachCall() {
            return Constants.SCOPE_PROTOTYPE.equals(
                    objects.getServiceReference().getProperty(Constants.SERVICE_SCOPE));
        }

        @Override
        public boolean areOf(ServiceReference<Application> reference) {
            return objects.getServiceReference().equals(reference);
        }
    }
}
