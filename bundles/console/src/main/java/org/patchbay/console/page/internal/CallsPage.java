package org.patchbay.console.page.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.channel.Call;
import org.patchbay.channel.Cause;
import org.patchbay.console.view.internal.CallList;
import org.patchbay.console.view.internal.Message;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.console.view.internal.StuckList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live calls, and the applications that are stuck. A POST with {@code hangup=<call id>} clears one, with {@code
 * end=<call id>} one whose application does not look at it; {@code ConsoleLogin} has refused by then what another web site
 * made the browser send.
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=patchbay-calls",
            ServletConstants.PLUGIN_TITLE + "=Calls",
            ServletConstants.PLUGIN_CATEGORY + "=Patchbay",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=/patchbay/res/patchbay.css"
        })
@SuppressWarnings("serial")
public final class CallsPage extends ConsolePage {
    private static final Logger LOG = LoggerFactory.getLogger(CallsPage.class);
    private final transient Modules modules;

    @Activate
    public CallsPage(@Reference Modules modules) {
        super("calls");
        this.modules = modules;
    }

    @Override
    Optional<Record> feed(String feed, HttpServletRequest request) {
        return switch (feed) {
            case "calls" -> Optional.of(CallList.of(modules.channels(), InstantSource.system()));
            case "stuck" -> Optional.of(StuckList.of(modules.applications(), InstantSource.system()));
            default -> Optional.empty();
        };
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String stuck = request.getParameter("end");
        String id = request.getParameter("hangup");
        if (stuck != null) {
            end(stuck, request, response);
        } else if (id != null) {
            hangUp(id, request, response);
        } else {
            send(response, HttpServletResponse.SC_BAD_REQUEST, new Message("Which call? Give hangup=<its id>."));
        }
    }

    private void end(String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean ended = modules.applications().map(host -> host.end(id)).orElse(false);
        if (!ended) {
            send(response, HttpServletResponse.SC_NOT_FOUND, new Message("That call has already ended."));
            return;
        }
        LOG.info("call {} ended from the console by {}, as its application was stuck", id, request.getRemoteUser());
        send(response, HttpServletResponse.SC_OK, new Message("Ended."));
    }

    private void hangUp(String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Call> call = modules.channels().flatMap(channels -> channels.call(id));
        if (call.isEmpty()) {
            send(response, HttpServletResponse.SC_NOT_FOUND, new Message("That call has already ended."));
            return;
        }
        call.get().clear(Cause.NORMAL_CLEARING);
        LOG.info("call {} hung up from the console by {}", call.get().id(), request.getRemoteUser());
        send(response, HttpServletResponse.SC_OK, new Message("Hung up."));
    }
}
