package org.patchbay.console.health.internal;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.console.view.internal.Waiting;

/** Whether every component of ours runs, and what those that don't are waiting for. */
@Component(property = {HealthCheck.NAME + "=Patchbay: components", HealthCheck.TAGS + "=patchbay"})
public final class ComponentHealth implements HealthCheck {
    private final Modules modules;

    @Activate
    public ComponentHealth(@Reference Modules modules) {
        this.modules = modules;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        List<Waiting> waiting = Waiting.of(modules.components());
        waiting.forEach(each -> log.critical("{} {}.", each.component(), each.reason()));
        if (waiting.isEmpty()) {
            int all = modules.components().map(Waiting::all).orElse(0);
            log.info("All {} components of Patchbay are running or ready.", all);
        }
        return new Result(log);
    }
}
