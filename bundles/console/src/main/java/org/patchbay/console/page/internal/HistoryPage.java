package org.patchbay.console.page.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.console.view.internal.Change;
import org.patchbay.console.view.internal.HistoryList;
import org.patchbay.console.view.internal.Message;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.pbx.FileHistory;
import org.patchbay.pbx.FileHistory.Generation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that operators change, and what they held before. A POST with {@code undo=<file>} gives a file back what it held
 * before, one with {@code restore=<file>} and {@code id=<generation>} any earlier content.
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=patchbay-history",
            ServletConstants.PLUGIN_TITLE + "=History",
            ServletConstants.PLUGIN_CATEGORY + "=Patchbay",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=/patchbay/res/patchbay.css"
        })
@SuppressWarnings("serial")
public final class HistoryPage extends ConsolePage {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryPage.class);
    private final transient Modules modules;

    @Activate
    public HistoryPage(@Reference Modules modules) {
        super("history");
        this.modules = modules;
    }

    @Override
    Optional<Record> feed(String feed, HttpServletRequest request) {
        return switch (feed) {
            case "history" -> Optional.of(HistoryList.of(modules.history(), InstantSource.system()));
            case "change" -> {
                String file = Objects.requireNonNullElse(request.getParameter("file"), "");
                String id = Objects.requireNonNullElse(request.getParameter("id"), "");
                yield modules.history().flatMap(history -> Change.of(history, file, id));
            }
            default -> Optional.empty();
        };
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (modules.history().isEmpty()) {
            send(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    new Message("The module that keeps the history of files is not running."));
            return;
        }
        try {
            send(response, HttpServletResponse.SC_OK, act(modules.history().get(), request));
        } catch (IllegalArgumentException e) {
            send(response, HttpServletResponse.SC_BAD_REQUEST, new Message(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            send(
                    response,
                    HttpServletResponse.SC_CONFLICT,
                    new Message("Nothing was changed: " + e.getMessage() + "."));
        }
    }

    private static Message act(FileHistory history, HttpServletRequest request) throws IOException {
        String undone = request.getParameter("undo");
        String file = undone == null ? required(request, "restore") : undone;
        Generation now = undone == null ? history.restore(file, required(request, "id")) : history.undo(file);
        LOG.info("{} holds generation {} again, by {} in the console", file, now.id(), request.getRemoteUser());
        return new Message(file + " holds generation " + now.id() + " now.");
    }
}
