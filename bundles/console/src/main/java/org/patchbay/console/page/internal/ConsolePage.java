package org.patchbay.console.page.internal;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.patchbay.console.view.internal.Json;
import org.patchbay.console.view.internal.Message;

/** A page made of {@code /res/<name>.html}, and of the JSON that its script asks for beneath its own address. */
@SuppressWarnings("serial") // a servlet is Serializable, but no container serializes one
abstract class ConsolePage extends AbstractServlet {
    private final String template;

    ConsolePage(String name) {
        this.template = "/res/" + name + ".html";
    }

    /** Returns what {@code feed}.json says; empty when there is no such feed. */
    abstract Optional<Record> feed(String feed, HttpServletRequest request);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getPathInfo();
        if (!path.endsWith(".json")) {
            response.setHeader("Cache-Control", "no-cache");
            super.doGet(new Unconditional(request), response);
            return;
        }
        Optional<Record> answer = feed(path.substring(path.lastIndexOf('/') + 1, path.length() - 5), request);
        if (answer.isPresent()) {
            send(response, HttpServletResponse.SC_OK, answer.get());
        } else {
            send(response, HttpServletResponse.SC_NOT_FOUND, new Message("There is no " + path + "."));
        }
    }

    /**
     * A request whose browser has nothing yet: all builds give their files the same date, so what a browser kept of the
     * version before would pass for the present one.
     */
    private static final class Unconditional extends HttpServletRequestWrapper {
        Unconditional(HttpServletRequest request) {
            super(request);
        }

        @Override
        public long getDateHeader(String name) {
            return name.equalsIgnoreCase("If-Modified-Since") ? -1 : super.getDateHeader(name);
        }
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        setNoCache(response);
        response.getWriter().print(readTemplateFile(template));
    }

    /** Returns a parameter. Throws {@link IllegalArgumentException}, whose message is for the browser, when it is missing. */
    static String required(HttpServletRequest request, String parameter) {
        String value = request.getParameter(parameter);
        if (value == null) throw new IllegalArgumentException("The parameter " + parameter + " is missing.");
        return value;
    }

    static void send(HttpServletResponse response, int status, Record body) throws IOException {
        setNoCache(response);
        response.setStatus(status);
        response.setContentType("application/json;charset=utf-8");
        response.getWriter().print(Json.of(body));
    }
}
