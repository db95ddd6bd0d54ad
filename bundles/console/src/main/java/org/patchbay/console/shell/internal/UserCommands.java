package org.patchbay.console.shell.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.Subscriber;

/** {@code user:list}. */
@Component(
        service = UserCommands.class,
        property = {"osgi.command.scope=user", "osgi.command.function=list"})
public final class UserCommands {
    private final Modules modules;

    @Activate
    public UserCommands(@Reference Modules modules) {
        this.modules = modules;
    }

    /** Lists the users of all directories. */
    public String list() {
        if (modules.directories().isEmpty()) return "No directory of users is running.";
        var table = new TextTable("USER", "NAME", "CONTEXT", "REALM", "CONTACTS AT MOST");
        int users = 0;
        for (Directory directory : modules.directories()) {
            for (Subscriber user : directory.subscribers()) {
                table.row(
                        user.number(),
                        user.name(),
                        user.context(),
                        user.address().realm(),
                        user.maxContacts());
                users++;
            }
        }
        return users == 0 ? "No users. Add some to etc/users.yaml." : table.toString();
    }
}
