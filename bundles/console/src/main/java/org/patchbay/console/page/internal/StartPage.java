package org.patchbay.console.page.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.console.view.internal.Status;

/** Where phones reach the server, and its counters; {@code status.json} is the same for machines. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=patchbay",
            ServletConstants.PLUGIN_TITLE + "=Start",
            ServletConstants.PLUGIN_CATEGORY + "=Patchbay",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=/patchbay/res/patchbay.css"
        })
@SuppressWarnings("serial")
public final class StartPage extends ConsolePage {
    private final transient Modules modules;

    @Activate
    public StartPage(@Reference Modules modules) {
        super("start");
        this.modules = modules;
    }

    @Override
    Optional<Record> feed(String feed, HttpServletRequest request) {
        if (!feed.equals("status")) return Optional.empty();
        boolean collect = Boolean.parseBoolean(request.getParameter("gc"));
        return Optional.of(Status.of(modules, collect, InstantSource.system()));
    }
}
