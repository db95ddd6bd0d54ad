package org.patchbay.sip.parser;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What could be recognised of a request that can't be read: the headers that its answer repeats (RFC 3261 section 8.2.6.2). They come
 * back as they are, but for folds; nothing else of the request does.
 */
public final class UnreadableRequest {
    private static final int MAX_LINES = 64;
    // an answer as long as that helps nobody but who wants it sent to somebody else
    private static final int MAX_REPEATED = 8 * 1024;
    private static final long SALT = new SplittableRandom().nextLong();

    private final List<String> vias = new ArrayList<>();
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String callId;
    private @Nullable String cSeq;

    private UnreadableRequest() {}

    static boolean isAck(byte[] bytes, int from, int to) {
        return Text.ascii(bytes, from, StartLine.methodEnd(bytes, from, to)).equals("ACK");
    }

    /** Returns what there is; empty when the sender couldn't know the answer for one to this request. */
    static Optional<UnreadableRequest> of(byte[] bytes, int from, int to) {
        var request = new UnreadableRequest();
        var lines = new LooseLines(bytes, from, to);
        lines.next();
        for (int i = 0; i < MAX_LINES && lines.next(); i++) {
            var name = lines.name();
            var value = name == null ? null : lines.value();
            if (name != null && value != null) request.take(name, value);
        }
        boolean answerable = !request.vias.isEmpty() && request.cSeq != null && request.repeated() <= MAX_REPEATED;
        return answerable ? Optional.of(request) : Optional.empty();
    }

    // of what comes twice the first counts
    private void take(HeaderName name, String value) {
        switch (name) {
            case VIA -> vias.add(value);
            case FROM -> from = from == null ? value : from;
            case TO -> to = to == null ? value : to;
            case CALL_ID -> callId = callId == null ? value : callId;
            case CSEQ -> cSeq = cSeq == null ? value : cSeq;
            default -> {
                // not repeated
            }
        }
    }

    private int repeated() {
        int octets = 0;
        for (var via : vias) octets += via.length();
        for (var value : new String[] {from, to, callId, cSeq}) octets += value == null ? 0 : value.length();
        return octets;
    }

    byte[] answer(Fault fault, InetSocketAddress source) {
        var answer = new StringBuilder(512)
                .append("SIP/2.0 ")
                .append(fault.status())
                .append(' ')
                .append(fault.reason())
                .append("\r\n");
        for (int i = 0; i < vias.size(); i++) {
            header(answer, "Via", i == 0 ? ReceivedVia.of(vias.getFirst(), source) : vias.get(i));
        }
        header(answer, "From", from);
        header(answer, "To", to == null ? null : tagged(to));
        header(answer, "Call-ID", callId);
        header(answer, "CSeq", cSeq);
        return Text.octets(answer.append("Content-Length: 0\r\n\r\n"));
    }

    private static void header(StringBuilder answer, String name, @Nullable String value) {
        if (value != null) answer.append(name).append(": ").append(value).append("\r\n");
    }

    /**
     * Adds a tag to a To that has none (section 8.2.6.2), the same for each retransmission (section 8.2.7). What can't be read stays as
     * it is.
     */
    private String tagged(String value) {
        var octets = Text.octets(value);
        try {
            var header = Addresses.to(new Cursor(octets, 0, octets.length, Fault.TO, new ValueCount(octets.length)));
            return header.hasTag() ? value : value + ";tag=" + Long.toHexString(hash());
        } catch (SyntaxException bad) {
            return value;
        }
    }

    private long hash() {
        long hash = SALT;
        for (var part : List.of(vias.getFirst(), String.valueOf(callId), String.valueOf(from), String.valueOf(cSeq))) {
            for (int i = 0; i < part.length(); i++) hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ hash >>> 32;
    }
}
