package org.patchbay.console.page.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.application.Deployment;
import org.patchbay.application.DeploymentException;
import org.patchbay.console.control.internal.FeatureControl;
import org.patchbay.console.page.internal.LimitedStream.TooLargeException;
import org.patchbay.console.view.internal.FeatureList;
import org.patchbay.console.view.internal.Message;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.console.view.internal.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of features and modules. A POST with {@code deploy=<name>} in its address has a jar or archive of at most
 * 64 MB as its body; other POSTs have an {@code action} and a {@code feature}. {@code ConsoleLogin} has refused by then what
 * another web site made the browser send.
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=patchbay-features",
            ServletConstants.PLUGIN_TITLE + "=Features",
            ServletConstants.PLUGIN_CATEGORY + "=Patchbay",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=/patchbay/res/patchbay.css"
        })
@SuppressWarnings("serial")
public final class FeaturesPage extends ConsolePage {
    static final long MOST_BYTES = 64L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(FeaturesPage.class);
    private static final Message TOO_LARGE =
            new Message("That is larger than " + (MOST_BYTES >> 20) + " MB, so it was not deployed.");
    private final transient Modules modules;
    private final transient FeatureControl control;

    @Activate
    public FeaturesPage(@Reference Modules modules) {
        super("features");
        this.modules = modules;
        this.control = new FeatureControl(modules);
    }

    @Override
    Optional<Record> feed(String feed, HttpServletRequest request) {
        if (!feed.equals("features")) return Optional.empty();
        return Optional.of(FeatureList.of(modules.deployments(), InstantSource.system()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            refuseForm(request);
            String file = request.getParameter("deploy");
            Record answer = file == null ? new Message(act(request)) : deploy(file, request);
            send(response, HttpServletResponse.SC_OK, answer);
        } catch (TooLargeException e) {
            send(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, TOO_LARGE);
        } catch (IllegalArgumentException e) {
            send(response, HttpServletResponse.SC_BAD_REQUEST, new Message(String.valueOf(e.getMessage())));
        } catch (DeploymentException e) {
            send(response, HttpServletResponse.SC_CONFLICT, new Message(String.valueOf(e.getMessage())));
        }
    }

    /** A form's parameters would be looked for in the jar. */
    private static void refuseForm(HttpServletRequest request) {
        String type = Objects.requireNonNullElse(request.getContentType(), "");
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        if (query.contains("deploy=") && type.startsWith("application/x-www-form-urlencoded")) {
            throw new IllegalArgumentException("Send the file with the header Content-Type: application/octet-stream.");
        }
    }

    private Outcome deploy(String file, HttpServletRequest request) throws DeploymentException, IOException {
        int percent = percent(Objects.requireNonNullElse(request.getParameter("percent"), "100"));
        if (request.getContentLengthLong() > MOST_BYTES) throw new TooLargeException();
        List<Deployment> versions = deploy(file, new LimitedStream(request.getInputStream(), MOST_BYTES), percent);
        LOG.info("{} was deployed from the console by {}", file, request.getRemoteUser());
        return new Outcome(
                versions.stream().map(FeatureControl::said).collect(Collectors.joining(". ")),
                versions.stream().map(FeatureList::row).toList());
    }

    private List<Deployment> deploy(String file, LimitedStream content, int percent)
            throws DeploymentException, IOException {
        try {
            return control.deploy(file, content, percent);
        } catch (DeploymentException | IOException e) {
            if (content.exceeded()) throw new TooLargeException();
            if (e instanceof DeploymentException) throw e;
            LOG.warn("{} could not be deployed", file, e);
            throw new DeploymentException(file + " could not be received or written: " + e.getMessage());
        }
    }

    private String act(HttpServletRequest request) throws DeploymentException {
        String action = required(request, "action");
        String feature = required(request, "feature");
        String done = switch (action) {
            case "rollback" -> control.rollBack(feature);
            case "canary" -> control.canary(feature, percent(required(request, "percent")), users(request));
            case "promote" -> control.promote(feature);
            case "takeover" -> control.takeOver(feature);
            default -> throw new IllegalArgumentException("There is no such action.");
        };
        LOG.info("{} of {} from the console by {}", action, feature, request.getRemoteUser());
        return done;
    }

    private static Set<String> users(HttpServletRequest request) {
        String users = Objects.requireNonNullElse(request.getParameter("users"), "");
        return Arrays.stream(users.split("[\\s,;]+"))
                .filter(user -> !user.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int percent(String written) {
        if (written.matches("\\d{1,3}")) return Integer.parseInt(written);
        throw new IllegalArgumentException("The percentage must be a number from 0 to 100.");
    }
}
