package org.patchbay.console.shell.internal;

import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.console.view.internal.RegistrationList;

/** {@code registration:list}. */
@Component(
        service = RegistrationCommands.class,
        property = {"osgi.command.scope=registration", "osgi.command.function=list"})
public final class RegistrationCommands {
    private final Modules modules;

    @Activate
    public RegistrationCommands(@Reference Modules modules) {
        this.modules = modules;
    }

    /** Lists the contacts of all users. */
    public String list() {
        RegistrationList list = RegistrationList.of(modules, "", InstantSource.system());
        if (!list.registrar()) return "The location service is not running.";
        if (list.contacts() == 0) return "Nobody is registered.";
        var table = new TextTable("USER", "CONTACT", "SEEN AT", "USER AGENT", "EXPIRES IN S");
        for (RegistrationList.Row user : list.rows()) {
            for (RegistrationList.Contact contact : user.contacts()) {
                table.row(
                        user.number(),
                        contact.address(),
                        contact.received(),
                        contact.userAgent(),
                        contact.expiresSeconds());
            }
        }
        return list.matching() > list.rows().size()
                ? table + "\nOnly the first " + list.rows().size() + " of " + list.matching() + " users are shown."
                : table.toString();
    }
}
