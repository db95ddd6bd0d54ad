package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.sip.IncomingRequest;

/** A request of a peer, and what was answered. */
final class FakeRequest implements IncomingRequest {
    private final SIPRequest message;
    private final String transport;
    private final List<SIPResponse> responses = new ArrayList<>();
    private boolean begun;

    FakeRequest(String text, String transport) {
        this.message = (SIPRequest) Messages.parse(text);
        this.transport = transport;
    }

    @Override
    public SIPRequest message() {
        return message;
    }

    @Override
    public InetSocketAddress source() {
        return new InetSocketAddress("198.51.100.7", 5070);
    }

    @Override
    public String transport() {
        return transport;
    }

    @Override
    public boolean begin() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    boolean begun() {
        return begun;
    }

    @Override
    public SIPResponse response(int status) {
        SIPResponse response = message.createResponse(status);
        if (response.getToTag() == null) response.setToTag("stack");
        return response;
    }

    @Override
    public void respond(SIPResponse response) {
        responses.add(response);
    }

    List<Integer> statuses() {
        return responses.stream().map(SIPResponse::getStatusCode).toList();
    }

    /** Returns the response sent last. */
    SIPResponse answer() {
        return responses.getLast();
    }

    int status() {
        return answer().getStatusCode();
    }

    String description() {
        byte[] content = answer().getRawContent();
        return content == null ? "" : new String(content, java.nio.charset.StandardCharsets.UTF_8);
    }
}
