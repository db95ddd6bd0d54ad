package org.patchbay.console.health.internal;

import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.io.RtpPorts;

/** Whether another call gets RTP ports; a call takes one pair for each of its legs. */
@Component(property = {HealthCheck.NAME + "=Patchbay: RTP ports", HealthCheck.TAGS + "=patchbay"})
public final class RtpHealth implements HealthCheck {
    private static final int WARN_PERCENT = 80;
    private final Modules modules;

    @Activate
    public RtpHealth(@Reference Modules modules) {
        this.modules = modules;
    }

    @Override
    public Result execute() {
        Optional<RtpPorts> ports = modules.ports();
        if (ports.isEmpty()) {
            return new Result(Result.Status.CRITICAL, "The RTP module is not running: calls have no sound.");
        }
        int inUse = ports.get().inUse().size();
        int capacity = ports.get().capacity();
        String text = inUse + " of " + capacity + " RTP port pairs are in use";
        if (inUse >= capacity) {
            return new Result(Result.Status.CRITICAL, text + ": new calls are refused. Widen the port range.");
        }
        return inUse * 100L >= capacity * (long) WARN_PERCENT
                ? new Result(Result.Status.WARN, text + ": soon new calls will be refused. Widen the port range.")
                : new Result(Result.Status.OK, text + ".");
    }
}
