package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.function.Consumer;
import org.patchbay.io.Timers.Timeout;
import org.patchbay.pbx.TrunkState.Health;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.patchbay.sip.dialog.Dialog;

/**
 * Asks one server again and again whether it is there. Any answer says so, a refusal too; only silence, several times in a row,
 * says that it is down. Its methods are tasks of the trunk's {@link Sequence}.
 */
final class Probe {
    private static final int FAILURES = 3;
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(2);

    private final Surroundings around;
    private final Sequence own;
    private final Account account;
    private final Duration every;
    private final SipUri server;
    private final Hop hop;
    private final Consumer<Health> changed;
    private final Dialog.Id id;
    private long sequence;
    private int failures;
    private boolean stopped;
    private Health health = Health.UNKNOWN;
    private Timeout timer = () -> false;

    /** What a trunk's probes share. */
    record Asking(Surroundings around, Sequence own, Account account, Duration every) {}

    Probe(Asking asking, SipUri server, Hop hop, Consumer<Health> changed) {
        this.around = asking.around();
        this.own = asking.own();
        this.account = asking.account();
        this.every = asking.every();
        this.server = server;
        this.hop = hop;
        this.changed = changed;
        this.id = around.identifier();
    }

    void ask() {
        if (stopped) return;
        SIPRequest options = TrunkRequests.options(account, new TrunkRequests.Sender(id, server, hop, ++sequence));
        var question = new Question();
        timer = own.after(ANSWERED_WITHIN, question::unanswered);
        try {
            around.transactions().send(options, hop, question);
        } catch (IllegalArgumentException noWay) {
            question.timedOut(); // no listener of that transport
        }
    }

    void stop() {
        stopped = true;
        timer.cancel();
    }

    /** One OPTIONS. An answer counts however late it comes, but the next question doesn't wait for it. */
    private final class Question implements SipResponseHandler {
        private boolean over;

        @Override
        public void received(SIPResponse response) {
            own.post(this::answered);
        }

        @Override
        public void timedOut() {
            own.post(this::unanswered);
        }

        private void answered() {
            if (stopped) return;
            failures = 0;
            become(Health.UP);
            if (!over) next(around.jitter(every, 0.9));
        }

        private void unanswered() {
            if (over || stopped) return;
            failures++;
            if (failures >= FAILURES) become(Health.DOWN);
            next(failures < FAILURES ? ASKED_AGAIN : around.jitter(every, 0.9));
        }

        private void next(Duration delay) {
            over = true;
            timer.cancel();
            timer = own.after(delay, Probe.this::ask);
        }
    }

    private void become(Health now) {
        if (health == now) return;
        health = now;
        changed.accept(now);
    }
}
