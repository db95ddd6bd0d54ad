package org.patchbay.console.health.internal;

import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.console.view.internal.Status;

/** Whether phones find a SIP stack. */
@Component(property = {HealthCheck.NAME + "=Patchbay: SIP stack", HealthCheck.TAGS + "=patchbay"})
public final class SipHealth implements HealthCheck {
    private final Modules modules;

    @Activate
    public SipHealth(@Reference Modules modules) {
        this.modules = modules;
    }

    @Override
    public Result execute() {
        Optional<Status.Sip> sip =
                Status.of(modules, false, InstantSource.system()).sip();
        if (sip.isEmpty()) {
            return new Result(
                    Result.Status.CRITICAL,
                    "The SIP stack is not running: no phone can register or call. A port in use by another program is"
                            + " the usual reason; the log says which.");
        }
        String addresses = sip.get().addresses().stream()
                .map(address -> address.address() + " (" + address.transport() + ")")
                .collect(Collectors.joining(" and "));
        return addresses.isEmpty()
                ? new Result(Result.Status.CRITICAL, "The SIP stack is running, but listens nowhere.")
                : new Result(Result.Status.OK, "The SIP stack listens at " + addresses + ".");
    }
}
