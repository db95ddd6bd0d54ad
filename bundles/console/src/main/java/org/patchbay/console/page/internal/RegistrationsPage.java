package org.patchbay.console.page.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.console.view.internal.RegistrationList;

/** The users, and the devices that they are registered with. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=patchbay-registrations",
            ServletConstants.PLUGIN_TITLE + "=Registrations",
            ServletConstants.PLUGIN_CATEGORY + "=Patchbay",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=/patchbay/res/patchbay.css"
        })
@SuppressWarnings("serial")
public final class RegistrationsPage extends ConsolePage {
    private final transient Modules modules;

    @Activate
    public RegistrationsPage(@Reference Modules modules) {
        super("registrations");
        this.modules = modules;
    }

    @Override
    Optional<Record> feed(String feed, HttpServletRequest request) {
        if (!feed.equals("registrations")) return Optional.empty();
        String filter = Objects.requireNonNullElse(request.getParameter("filter"), "");
        return Optional.of(RegistrationList.of(modules, filter, InstantSource.system()));
    }
}
