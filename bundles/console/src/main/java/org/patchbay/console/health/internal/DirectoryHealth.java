package org.patchbay.console.health.internal;

import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.pbx.Directory;

/** Whether there are users. */
@Component(property = {HealthCheck.NAME + "=Patchbay: users", HealthCheck.TAGS + "=patchbay"})
public final class DirectoryHealth implements HealthCheck {
    private final Modules modules;

    @Activate
    public DirectoryHealth(@Reference Modules modules) {
        this.modules = modules;
    }

    @Override
    public Result execute() {
        List<Directory> directories = modules.directories();
        if (directories.isEmpty()) {
            return new Result(Result.Status.CRITICAL, "No directory of users is running: nobody can register or call.");
        }
        int users = directories.stream()
                .mapToInt(directory -> directory.subscribers().size())
                .sum();
        return users == 0
                ? new Result(Result.Status.WARN, "There are no users. Add some to etc/users.yaml.")
                : new Result(Result.Status.OK, users == 1 ? "There is 1 user." : "There are " + users + " users.");
    }
}
