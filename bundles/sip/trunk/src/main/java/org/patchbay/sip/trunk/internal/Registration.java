package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Timers.Timeout;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.TrunkState;
import org.patchbay.pbx.TrunkState.Registration.Failing;
import org.patchbay.pbx.TrunkState.Registration.Registered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one account registered (RFC 3261 section 10.2): renewed before it expires, at the next server when one fails, and later
 * and later while all do. Its methods are tasks of the trunk's {@link Sequence}, but for {@link #state}.
 */
final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    /** After a refusal that trying again won't change, such as a wrong password. */
    private static final Duration REFUSED = Duration.ofMinutes(15);

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final double RENEWED_AFTER = 0.8;

    private final Trunk trunk;
    private final Registrar registrar;
    private final Surroundings around;
    private final Sequence own;
    private final Servers servers;
    private final Consumer<List<String>> routes;
    private final Set<String> tried = new HashSet<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Duration asked;
    private int failures;
    private boolean unreachable;
    private boolean started;
    private boolean stopped;
    private @Nullable Server current;
    private @Nullable RegisterAttempt attempt;
    private Timeout timer = () -> false;
    private volatile TrunkState.Registration state = new TrunkState.Registration.Trying();

    /** @param routes is told the Service-Route of each answer */
    Registration(Trunk trunk, Registrar registrar, Sequence own, Servers servers, Consumer<List<String>> routes) {
        this.trunk = trunk;
        this.registrar = registrar;
        this.around = registrar.around();
        this.own = own;
        this.servers = servers;
        this.routes = routes;
        this.asked = trunk.expires();
    }

    TrunkState.Registration state() {
        return state;
    }

    /** Registers from now on, as soon as a server is known. */
    void start() {
        started = true;
        if (!servers.known().isEmpty()) serversChanged();
    }

    /** Looks at the servers, which have changed: begins, moves to one that is there, or tries again because one has come back. */
    void serversChanged() {
        if (!started || stopped || attempt != null) return;
        boolean begin = state instanceof TrunkState.Registration.Trying;
        boolean moved = state instanceof Registered
                && !usable(current)
                && !servers.usable().isEmpty();
        boolean back =
                state instanceof Failing && unreachable && !servers.usable().isEmpty();
        if (begin || moved || back) begin();
    }

    private boolean usable(@Nullable Server server) {
        return server != null
                && servers.usable().stream().anyMatch(up -> up.uri().equals(server.uri()));
    }

    private void begin() {
        timer.cancel();
        tried.clear();
        next();
    }

    /** Tries the next server. */
    private void next() {
        Optional<Server> server = servers.known().stream()
                .filter(known -> !tried.contains(known.uri().toString()))
                .findFirst();
        if (server.isEmpty()) {
            failed(tried.isEmpty() ? "no address of its servers is known" : "no server answers", Duration.ZERO);
            return;
        }
        current = server.get();
        tried.add(current.uri().toString());
        send(current, asked);
    }

    private void send(Server server, Duration expires) {
        try {
            attempt = new RegisterAttempt(registrar, own, server, expires, this::take);
            attempt.send();
        } catch (IllegalArgumentException noWay) {
            // no listener of that transport: another server may have one that there is
            own.post(() -> take(new RegisterAttempt.Unreachable("no listener reaches it", Duration.ZERO)));
        }
    }

    private void take(RegisterAttempt.Outcome outcome) {
        attempt = null;
        if (stopped) stopped(outcome);
        else went(outcome);
    }

    private void stopped(RegisterAttempt.Outcome outcome) {
        if (outcome instanceof RegisterAttempt.Accepted)
            state = new Registered(around.clock().instant());
        unregister();
    }

    private void went(RegisterAttempt.Outcome outcome) {
        switch (outcome) {
            case RegisterAttempt.Accepted(SIPResponse ok) -> accepted(ok);
            case RegisterAttempt.TooBrief(Duration least) -> {
                asked = least; // RFC 3261 section 10.2.8
                tried.remove(current == null ? "" : current.uri().toString());
                next();
            }
            case RegisterAttempt.Unreachable(String why, Duration pause) -> {
                if (untried()) next();
                else failed(why, pause);
            }
            case RegisterAttempt.Refused(String why) -> refused(why);
        }
    }

    private boolean untried() {
        return servers.known().stream()
                .anyMatch(server -> !tried.contains(server.uri().toString()));
    }

    private void accepted(SIPResponse ok) {
        Duration granted = Granted.expires(ok, registrar.account().line(), asked);
        if (granted.isZero()) {
            failed("the server says that it has no registration of us", Duration.ZERO);
            return;
        }
        failures = 0;
        unreachable = false;
        routes.accept(Granted.serviceRoutes(ok));
        var now = new Registered(around.clock().instant().plus(granted));
        if (!(state instanceof Registered) && current != null) {
            LOG.info("trunk {}: registered with {}", trunk.name(), current.name());
        }
        state = now;
        timer.cancel();
        timer = own.after(renewal(granted), this::begin);
    }

    private Duration renewal(Duration granted) {
        Duration latest = Duration.ofMillis((long) (granted.toMillis() * RENEWED_AFTER));
        Duration chosen = around.jitter(latest, 0.9);
        return chosen.compareTo(SHORTEST) < 0 ? SHORTEST : chosen;
    }

    private void refused(String why) {
        unreachable = false;
        failing(why, REFUSED);
    }

    private void failed(String why, Duration atLeast) {
        unreachable = true;
        Duration wait = Backoff.after(++failures, around);
        failing(why, wait.compareTo(atLeast) < 0 ? atLeast : wait);
    }

    private void failing(String why, Duration wait) {
        boolean said = state instanceof Failing before && before.why().equals(why);
        state = new Failing(why, around.clock().instant().plus(wait));
        if (!said) LOG.warn("trunk {}: not registered: {}", trunk.name(), why);
        timer.cancel();
        timer = own.after(wait, this::begin);
    }

    /** Ends the registration with the server; the stage completes when it has answered, or didn't in its time. */
    CompletionStage<Void> stop() {
        stopped = true;
        timer.cancel();
        // RFC 3261 section 10.2: not before the one that is under way has been answered
        if (attempt == null) unregister();
        return ended;
    }

    private void unregister() {
        Server at = current;
        if (!(state instanceof Registered) || at == null) {
            ended.complete(null);
            return;
        }
        state = new TrunkState.Registration.None();
        attempt = new RegisterAttempt(registrar, own, at, Duration.ZERO, _ -> ended.complete(null));
        attempt.send();
    }
}
