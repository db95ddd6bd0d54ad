package org.patchbay.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.sip.SipTransactions.Hop;

/** A request that arrived, in its server transaction once it has one (RFC 3261 section 17.2). */
@ProviderType
public interface IncomingRequest {
    /** Returns the message; the handler leaves it as it is. */
    SIPRequest message();

    /** Returns where it came from, as seen on the socket. */
    InetSocketAddress source();

    /** Returns {@code udp}, {@code tcp}, {@code tls}, {@code ws} or {@code wss}. */
    String transport();

    /** Returns the way back to the sender, by the connection that the request came over. */
    default Hop hop() {
        return new Hop(transport(), source());
    }

    /**
     * Makes the server transaction, which absorbs retransmissions and repeats the final response. Called at once in
     * {@link SipRequestHandler#handle} by a handler that answers later or changes state; without it a response is sent
     * statelessly, which costs no memory (a digest challenge). Nothing for ACK.
     *
     * @return false when the transaction is there already, that is, this is a retransmission, to be ignored
     */
    boolean begin();

    /** Returns a response to the request with its Via, From, To, Call-ID, CSeq, and for a dialog-forming one Record-Route. */
    SIPResponse response(int status);

    /** Sends a response; a second final one is dropped. May be called from any thread. */
    void respond(SIPResponse response);

    /** Sends {@code response(status)}. */
    default void respond(int status) {
        respond(response(status));
    }
}
