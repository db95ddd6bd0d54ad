package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sip.header.AcceptHeader;
import javax.sip.header.ProxyRequireHeader;
import javax.sip.header.RequireHeader;
import org.patchbay.sip.stack.internal.HandlerTable.Absence;

/**
 * What no handler should have to look at (RFC 3261 sections 8.2 and 16.3). Each check answers with the response, or
 * with nothing when it is content. None of them keeps any state.
 */
final class RequestChecks {
    private static final String RETRY_AFTER_SECONDS = "5";
    // RFC 3327, 5626, 5627; RFC 3262, 4028
    private static final Set<String> OF_REGISTRATIONS = Set.of("path", "outbound", "gruu");
    private static final Set<String> OF_CALLS = Set.of("100rel", "timer", "outbound", "gruu", "replaces", "norefersub");
    private static final String OF_PROXIES = "privacy"; // RFC 3323 section 4.2
    private static final String SDP = "application/sdp";
    private static final String COOKIE = "z9hG4bK";
    private static final long MAX_CSEQ = (1L << 31) - 1;

    private final Responses responses;
    private final HandlerTable handlers;

    RequestChecks(Responses responses, HandlerTable handlers) {
        this.responses = responses;
        this.handlers = handlers;
    }

    /** Returns what {@code request} is answered instead of being served; empty when it may be served. */
    Optional<SIPResponse> refusal(SIPRequest request) {
        return version(request)
                .or(() -> method(request))
                .or(() -> form(request))
                .or(() -> scheme(request))
                .or(() -> hops(request))
                .or(() -> extensions(request))
                .or(() -> body(request));
    }

    private Optional<SIPResponse> version(SIPRequest request) {
        boolean ours = "SIP/2.0".equalsIgnoreCase(request.getRequestLine().getSipVersion());
        return ours ? Optional.empty() : answer(request, SIPResponse.VERSION_NOT_SUPPORTED);
    }

    private Optional<SIPResponse> method(SIPRequest request) {
        var absence = handlers.absence(request.getMethod());
        return absence == Absence.UNKNOWN ? answer(request, SIPResponse.NOT_IMPLEMENTED) : Optional.empty();
    }

    private Optional<SIPResponse> form(SIPRequest request) {
        boolean invite = request.getMethod().equals("INVITE");
        boolean good = request.getMethod().equals(request.getCSeq().getMethod())
                && request.getCSeq().getSeqNumber() <= MAX_CSEQ
                && (request.getFromTag() != null || !isOf3261(request))
                && !request.getCallId().getCallId().isEmpty()
                && !COOKIE.equalsIgnoreCase(request.getTopmostVia().getBranch())
                // RFC 3261 section 8.1.1.8
                && !(invite && isOf3261(request) && request.getToTag() == null && request.getContactHeader() == null);
        return good ? Optional.empty() : answer(request, SIPResponse.BAD_REQUEST);
    }

    // section 17.2.3: without the cookie the peer speaks RFC 2543, which had no tags either
    private static boolean isOf3261(SIPRequest request) {
        return TransactionKey.hasCookie(request.getTopmostVia().getBranch());
    }

    private Optional<SIPResponse> scheme(SIPRequest request) {
        var scheme = request.getRequestURI().getScheme();
        boolean ours = "sip".equalsIgnoreCase(scheme)
                || "sips".equalsIgnoreCase(scheme)
                || "tel".equalsIgnoreCase(scheme) && request.getMethod().equals("INVITE");
        return ours ? Optional.empty() : answer(request, SIPResponse.UNSUPPORTED_URI_SCHEME);
    }

    // an INVITE goes on to somebody else, and may come back; whatever else reaches its end here
    private Optional<SIPResponse> hops(SIPRequest request) {
        var left = request.getMaxForwards();
        boolean none = left != null && left.getMaxForwards() == 0;
        return none && request.getMethod().equals("INVITE")
                ? answer(request, SIPResponse.TOO_MANY_HOPS)
                : Optional.empty();
    }

    // sections 8.2.2.3 and 16.3; never asked of an ACK or CANCEL
    private Optional<SIPResponse> extensions(SIPRequest request) {
        if (request.getMethod().equals("CANCEL")) return Optional.empty();
        if (request.getHeader(RequireHeader.NAME) == null && request.getHeader(ProxyRequireHeader.NAME) == null) {
            return Optional.empty();
        }
        var supported = request.getMethod().equals("REGISTER") ? OF_REGISTRATIONS : OF_CALLS;
        var unsupported = Stream.concat(
                        stream(request.getHeaders(RequireHeader.NAME))
                                .map(header -> ((RequireHeader) header).getOptionTag())
                                .filter(tag -> !supported.contains(tag.toLowerCase(Locale.ROOT))),
                        stream(request.getHeaders(ProxyRequireHeader.NAME))
                                .map(header -> ((ProxyRequireHeader) header).getOptionTag())
                                .filter(tag -> !tag.equalsIgnoreCase(OF_PROXIES)))
                .collect(Collectors.joining(", "));
        if (unsupported.isEmpty()) return Optional.empty();
        return Optional.of(responses.of(request, SIPResponse.BAD_EXTENSION, "Unsupported", unsupported));
    }

    // section 8.2.3
    private Optional<SIPResponse> body(SIPRequest request) {
        var encoding = request.getContentEncoding();
        if (encoding != null && !encoding.getEncoding().equalsIgnoreCase("identity")) {
            return answer(request, SIPResponse.UNSUPPORTED_MEDIA_TYPE, "Accept-Encoding", "identity");
        }
        if (!request.getMethod().equals("INVITE")) return Optional.empty();
        boolean body = request.getRawContent() != null && request.getRawContent().length > 0;
        if (body && !isSdp(request)) return answer(request, SIPResponse.UNSUPPORTED_MEDIA_TYPE, "Accept", SDP);
        return acceptsSdp(request) ? Optional.empty() : answer(request, SIPResponse.NOT_ACCEPTABLE);
    }

    private static boolean isSdp(SIPRequest request) {
        var type = request.getContentTypeHeader();
        return type != null && SDP.equalsIgnoreCase(type.getContentType() + "/" + type.getContentSubType());
    }

    // section 20.1: without the header SDP is accepted
    private static boolean acceptsSdp(SIPRequest request) {
        return request.getHeader(AcceptHeader.NAME) == null
                || stream(request.getHeaders(AcceptHeader.NAME)).anyMatch(header -> matchesSdp((AcceptHeader) header));
    }

    private static boolean matchesSdp(AcceptHeader accept) {
        var type = String.valueOf(accept.getContentType());
        var subType = String.valueOf(accept.getContentSubType());
        return type.equals("*")
                || type.equalsIgnoreCase("application") && (subType.equals("*") || subType.equalsIgnoreCase("sdp"));
    }

    /** Answers what comes while too much has come already. */
    SIPResponse overloaded(SIPRequest request) {
        return responses.of(request, SIPResponse.SERVICE_UNAVAILABLE, "Retry-After", RETRY_AFTER_SECONDS);
    }

    /** Answers a method that has no handler. */
    SIPResponse absent(SIPRequest request) {
        return switch (handlers.absence(request.getMethod())) {
            case AWAY -> responses.of(request, SIPResponse.SERVICE_UNAVAILABLE, "Retry-After", RETRY_AFTER_SECONDS);
            case UNSERVED -> responses.of(request, SIPResponse.METHOD_NOT_ALLOWED, "Allow", allow());
            case UNKNOWN -> responses.of(request, SIPResponse.NOT_IMPLEMENTED);
        };
    }

    /** Answers an OPTIONS outside of a dialog (section 11.2). */
    SIPResponse capabilities(SIPRequest request) {
        // inside of one it is for who has the dialog, and nobody is there who could
        if (request.getToTag() != null) return responses.of(request, SIPResponse.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        var response = responses.of(request, SIPResponse.OK, "Allow", allow());
        Responses.set(response, "Accept", SDP);
        Responses.set(response, "Supported", "100rel, gruu, norefersub, outbound, path, replaces, timer");
        return response;
    }

    private String allow() {
        return String.join(", ", handlers.allowed());
    }

    private Optional<SIPResponse> answer(SIPRequest request, int status) {
        return Optional.of(responses.of(request, status));
    }

    private Optional<SIPResponse> answer(SIPRequest request, int status, String header, String value) {
        return Optional.of(responses.of(request, status, header, value));
    }

    private static Stream<?> stream(Iterator<?> headers) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(headers, 0), false);
    }
}
