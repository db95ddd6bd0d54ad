package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.sip.SipTransactions.SipResponseHandler;

/**
 * One try to register with one server, with the answers to its challenges. All of it are tasks of the trunk's {@link
 * Sequence}; the outcome is told once.
 */
final class RegisterAttempt implements SipResponseHandler {
    private static final int MAX_CHALLENGES = 3;

    private final Registrar registrar;
    private final Sequence own;
    private final Server server;
    private final Duration expires;
    private final Consumer<Outcome> told;
    private SIPRequest request;
    private boolean inAdvance;
    private int challenges;

    /** What came of it. */
    sealed interface Outcome {}

    record Accepted(SIPResponse ok) implements Outcome {}

    /** The server wants at least that long (423). */
    record TooBrief(Duration least) implements Outcome {}

    /** The server doesn't answer, or can't now; {@code pause} is what it asks for. */
    record Unreachable(String why, Duration pause) implements Outcome {}

    /** The server won't, and asking again at once doesn't help. */
    record Refused(String why) implements Outcome {}

    RegisterAttempt(Registrar registrar, Sequence own, Server server, Duration expires, Consumer<Outcome> told) {
        this.registrar = registrar;
        this.own = own;
        this.server = server;
        this.expires = expires;
        this.told = told;
        this.inAdvance = registrar.signsInAdvance();
        this.request = registrar.next(server, expires);
    }

    /** Throws {@link IllegalArgumentException} when no listener of this server reaches the other. */
    void send() {
        registrar.around().transactions().send(request, server.hops(), this);
    }

    @Override
    public void received(SIPResponse response) {
        if (response.getStatusCode() >= 200) own.post(() -> take(response));
    }

    private void take(SIPResponse response) {
        int status = response.getStatusCode();
        if (status < 300) told.accept(new Accepted(response));
        else if (status == 401 || status == 407) challenged(response);
        else told.accept(refusal(response, status));
    }

    @Override
    public void timedOut() {
        own.post(() -> told.accept(new Unreachable("no server answers", Duration.ZERO)));
    }

    private void challenged(SIPResponse response) {
        if (inAdvance) {
            // what we signed in advance was for a challenge that has aged, whether the server says stale or not
            inAdvance = false;
            ClientDigest.clear(request);
        }
        Optional<SIPRequest> again = ++challenges > MAX_CHALLENGES
                ? Optional.empty()
                : registrar.digest().answer(request, response);
        if (again.isEmpty()) {
            boolean none = Challenge.strongest(response).isEmpty();
            registrar.learned(List.of());
            told.accept(
                    new Refused(none ? "the server asks with no algorithm that we have" : "wrong user or password"));
            return;
        }
        registrar.learned(Challenge.strongest(response));
        request = again.get();
        registrar.number(request);
        try {
            send();
        } catch (IllegalArgumentException noWay) {
            told.accept(new Unreachable("no listener reaches it", Duration.ZERO));
        }
    }

    private Outcome refusal(SIPResponse response, int status) {
        Optional<Duration> least = status == 423 ? Granted.least(response) : Optional.empty();
        if (least.isPresent() && least.get().compareTo(expires) > 0) return new TooBrief(least.get());
        String why = "the server answers " + status;
        boolean passing = status >= 500 && status < 600 || status == 408 || status == 480;
        return passing ? new Unreachable(why, Granted.retryAfter(response)) : new Refused(why);
    }
}
