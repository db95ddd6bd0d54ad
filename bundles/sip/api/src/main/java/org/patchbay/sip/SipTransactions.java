package org.patchbay.sip;

import gov.nist.javax.sip.header.Reason;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** Sends requests, and tells how this server is reached. Every method may be called from any thread; none waits. */
@ProviderType
public interface SipTransactions {
    /**
     * Sends {@code request} in a client transaction of its own (RFC 3261 section 17.1) to its first Route or else its request URI, or
     * to {@code hop} when that differs. The stack adds Via and Max-Forwards; the sender gives all else.
     */
    OutgoingTransaction send(SIPRequest request, Hop hop, SipResponseHandler responses);

    /**
     * Sends {@code request} to the first of {@code hops} that takes it (RFC 3263 section 4.3): the next is tried, in a transaction
     * of its own, when one can't be reached, doesn't answer in time, or answers 503; the handler hears of the last only. Hops that lately failed are tried last.
     *
     * @throws IllegalArgumentException when {@code hops} is empty
     */
    OutgoingTransaction send(SIPRequest request, List<Hop> hops, SipResponseHandler responses);

    /** Sends an ACK for a 2xx, which is no transaction (RFC 3261 section 13.2.2.4). The stack adds Via and Max-Forwards. */
    void sendAck(SIPRequest ack, Hop hop);

    /** Returns the address that goes into Contact and Record-Route for peers of {@code transport} ({@code udp}, {@code wss}), of its first listener. */
    InetSocketAddress advertised(String transport);

    /** Returns the address that goes into Contact and Record-Route of what is sent to {@code hop}. */
    default InetSocketAddress advertised(Hop hop) {
        return advertised(hop.transport());
    }

    /** Says how the stack stands, for counters and the leak checks of tests. */
    TransactionCounters counters();

    /**
     * Where a request is sent: a literal address, so that nothing is looked up in the name system on a call's thread.
     *
     * @param transport {@code udp}, {@code tcp}, {@code tls}, {@code ws} or {@code wss}
     * @param address where to, with a literal address
     * @param flow the {@code Flow.id} of the connection that alone leads there, for a peer that can't be connected to (RFC 5626 section 5.3);
     *     empty when any way will do. When that connection has closed the request is not sent.
     */
    record Hop(String transport, InetSocketAddress address, String flow) {
        public Hop {
            if (address.isUnresolved()) throw new IllegalArgumentException("not a literal address: " + address);
        }

        /** By whatever way leads there. */
        public Hop(String transport, InetSocketAddress address) {
            this(transport, address, "");
        }
    }

    /** A request under way. */
    @ProviderType
    interface OutgoingTransaction {
        /** Sends CANCEL for an INVITE, as soon as a provisional response allows it (RFC 3261 section 9.1). */
        void cancel();

        /** Cancels as {@link #cancel()} does, and tells the peer why (RFC 3326): that another device has answered, say. */
        void cancel(Reason why);

        /**
         * Says that the sender has no use for what may still come, a repeated 2xx, so that nothing of it is kept. An INVITE's
         * sender says so when its dialog has ended; otherwise the stack holds on to it for 64*T1.
         */
        default void forget() {}
    }

    /** What came of a request. Called on a thread of the stack: must not block. */
    @ConsumerType
    interface SipResponseHandler {
        /** Takes a response; provisional ones, then one final one, and for INVITE each further 2xx. */
        void received(SIPResponse response);

        /** Says that no final response came in time (timer B or F), or that the request couldn't be sent. */
        void timedOut();
    }

    /**
     * Transactions that live now, and messages since the start.
     *
     * @param serverTransactions requests without their final response
     * @param clientTransactions requests of ours without one
     * @param lingering what is left of those that have ended, a few hundred bytes each, for the 64*T1 in which their messages may
     *     come again
     * @param dropped messages that were dropped without an answer, by cause: few and fixed
     */
    record TransactionCounters(
            int serverTransactions,
            int clientTransactions,
            int lingering,
            long requestsReceived,
            long responsesReceived,
            Map<String, Long> dropped) {
        public TransactionCounters {
            dropped = Map.copyOf(dropped);
        }
    }
}
