package org.patchbay.sip.event.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Deque;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one message to every device of its receiver. The first that accepts it answers for all; when none does, the sender is told
 * the best of what they said (RFC 3261 section 16.7 step 6).
 */
final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    /** RFC 3428 section 8: what may go by datagram, the whole message. */
    private static final int MAX_DATAGRAM = 1300;

    private static final int OUR_VIA = 120;
    private static final int UNAVAILABLE = 480;
    private static final int TOO_LARGE = 413;

    private final IncomingRequest incoming;
    private final RelayedMessage message;
    private final SipTransactions transactions;
    private final Runnable done;
    private final Mailbox mailbox = new Mailbox();
    private int open;
    private int best = UNAVAILABLE;
    private boolean accepted;

    Relay(IncomingRequest incoming, RelayedMessage message, SipTransactions transactions, Runnable done) {
        this.incoming = incoming;
        this.message = message;
        this.transactions = transactions;
        this.done = done;
    }

    void start(Collection<Deque<SipContact>> devices) {
        mailbox.post(() -> {
            open = devices.size();
            devices.forEach(this::deliver);
        });
    }

    /** Sends by the first way that can be sent by; its failure brings the next. */
    private void deliver(Deque<SipContact> ways) {
        while (!ways.isEmpty()) {
            var contact = ways.remove();
            try {
                var request = message.to(contact, transactions.advertised(contact.hop()));
                if (contact.transport().equals("udp") && isLarge(request)) {
                    prefer(TOO_LARGE);
                    continue;
                }
                transactions.send(request, contact.hop(), new Attempt(ways));
                return;
            } catch (RuntimeException unusable) {
                // whatever a device has registered, the sender is to get an answer
                LOG.info("a message can't go to {}: {}", contact.uri(), unusable.toString());
            }
        }
        closed();
    }

    private static boolean isLarge(SIPRequest request) {
        return request.toString().getBytes(StandardCharsets.UTF_8).length + OUR_VIA > MAX_DATAGRAM;
    }

    private final class Attempt implements SipResponseHandler {
        private final Deque<SipContact> ways;

        Attempt(Deque<SipContact> ways) {
            this.ways = ways;
        }

        @Override
        public void received(SIPResponse response) {
            if (response.getStatusCode() >= 200) mailbox.post(() -> answered(response.getStatusCode(), ways));
        }

        @Override
        public void timedOut() {
            mailbox.post(() -> deliver(ways));
        }
    }

    private void answered(int status, Deque<SipContact> ways) {
        switch (status) {
            case 408, 430, 503 -> deliver(ways); // nobody there: RFC 5626 section 5.3
            default -> {
                if (status < 300) accept(status);
                else prefer(status);
                closed();
            }
        }
    }

    private void accept(int status) {
        if (accepted) return;
        accepted = true;
        incoming.respond(status);
    }

    // what only concerns us and the device is nothing to the sender: a challenge, a redirection
    private void prefer(int status) {
        boolean told = status >= 400 && status != 401 && status != 407 && status != 481;
        boolean better = status >= 600 || best == UNAVAILABLE;
        if (told && better && best < 600) best = status;
    }

    private void closed() {
        open--;
        if (open > 0) return;
        if (!accepted) incoming.respond(best);
        done.run();
    }
}
