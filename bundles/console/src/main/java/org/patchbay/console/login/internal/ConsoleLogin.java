package org.patchbay.console.login.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.patchbay.console.login.internal.PasswordCheck.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one user into the web console with HTTP basic authentication (RFC 7617). With the framework property
 * {@code felix.webconsole.security.providers} set to {@link #ID} the web console is closed while this component is away,
 * and its own user and password are never asked.
 *
 * <p>Has no configuration of its own but is given it by {@link LoginSettings}: configuration would become properties of
 * this service, and when these change the web console 5.0.18 goes on with an instance that is no longer in use.
 */
@Component(
        service = {SecurityProvider.class, ConsoleLogin.class},
        immediate = true,
        property = {SecurityProvider.PROPERTY_ID + "=" + ConsoleLogin.ID, "service.ranking:Integer=1000"})
public final class ConsoleLogin implements SecurityProvider {
    static final String ID = "org.patchbay.console";
    static final String REALM = "Patchbay";
    // OSGi Compendium 140.5, ServletContextHelper
    private static final String AUTHENTICATION_TYPE = "org.osgi.service.http.authentication.type";
    private static final String REMOTE_USER = "org.osgi.service.http.authentication.remote.user";
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleLogin.class);

    private final FailedLogins failures = new FailedLogins(InstantSource.system());
    private volatile Optional<PasswordCheck> check = Optional.empty();

    /** Takes who may log in from now on; until then nobody may. */
    void use(LoginConfig config) {
        check = hash(config.password_hash())
                .map(hash -> new PasswordCheck(config.user(), hash, failures, InstantSource.system()));
    }

    private static Optional<PasswordHash> hash(String written) {
        if (written.isBlank()) return Optional.empty(); // as at boot, before the configuration has been read
        try {
            return Optional.of(PasswordHash.parse(written));
        } catch (IllegalArgumentException e) {
            LOG.error("The console lets nobody in: password.hash in etc/{}.config: {}", ID, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        SecurityHeaders.set(response);
        if (!SameSite.allows(request)) {
            return refuse(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "Another web site asked for this; the console refuses.");
        }
        Optional<PasswordCheck> current = check;
        if (current.isEmpty()) {
            LOG.warn("The console lets nobody in: it needs a valid password.hash in etc/{}.config", ID);
            return refuse(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "The console has no valid password, so nobody gets in. Set password.hash in etc/" + ID
                            + ".config.");
        }
        Optional<BasicCredentials> given = BasicCredentials.of(request.getHeader("Authorization"));
        return given.isEmpty() ? challenge(response) : logIn(current.get(), given.get(), request, response);
    }

    private static @Nullable String logIn(
            PasswordCheck check, BasicCredentials given, HttpServletRequest request, HttpServletResponse response) {
        return switch (verdict(check, given, request.getRemoteAddr())) {
            case Verdict.Right() -> {
                request.setAttribute(AUTHENTICATION_TYPE, HttpServletRequest.BASIC_AUTH);
                request.setAttribute(REMOTE_USER, given.user());
                yield given.user();
            }
            case Verdict.Wrong() -> {
                LOG.warn("Console login refused from {}", request.getRemoteAddr());
                yield challenge(response);
            }
            case Verdict.TooMany(var delay) -> {
                response.setHeader("Retry-After", Long.toString(delay.toSeconds() + 1));
                yield refuse(response, 429, "Too many wrong passwords. Wait " + (delay.toSeconds() + 1) + " s.");
            }
            case Verdict.Busy() -> {
                response.setHeader("Retry-After", "2");
                yield refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Busy checking other logins.");
            }
        };
    }

    private static Verdict verdict(PasswordCheck check, BasicCredentials given, String source) {
        try {
            return check.verify(given, source);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the HTTP server is stopping
            return new Verdict.Busy();
        }
    }

    private static @Nullable String challenge(HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"" + REALM + "\", charset=\"UTF-8\"");
        return refuse(
                response, HttpServletResponse.SC_UNAUTHORIZED, "Log in with the user and password of the console.");
    }

    private static @Nullable String refuse(HttpServletResponse response, int status, String why) {
        byte[] text = (why + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            response.setStatus(status);
            response.setContentType("text/plain;charset=utf-8");
            response.setContentLength(text.length);
            response.getOutputStream().write(text);
            response.flushBuffer();
        } catch (IOException e) {
            LOG.debug("the browser has gone", e);
        }
        return null;
    }

    /** The one user may do everything. */
    @Override
    public boolean authorize(Object user, String role) {
        return true;
    }

    /** Leaves the rest to the web console, which makes the browser forget the password. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {}
}
