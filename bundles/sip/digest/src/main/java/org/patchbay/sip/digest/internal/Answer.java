package org.patchbay.sip.digest.internal;

import gov.nist.javax.sip.header.AuthenticationHeader;
import java.util.HexFormat;
import java.util.Optional;

/** What a client answered to a challenge; every part of it is there. */
record Answer(
        String username,
        String realm,
        String nonce,
        String uri,
        String response,
        Algorithm algorithm,
        String count,
        String clientNonce) {
    private static final int COUNT_DIGITS = 8;

    /** Reads a header; empty when it is no complete answer with {@code qop=auth}, the only kind accepted. */
    static Optional<Answer> of(AuthenticationHeader header) {
        var algorithm = header.getParameter("algorithm");
        // RFC 7616 section 3.4: without one it is MD5
        var hash = Algorithm.of(algorithm == null ? "MD5" : algorithm);
        var answer = new String[] {
            header.getParameter("username"), header.getParameter("realm"), header.getParameter("nonce"),
            header.getParameter("uri"), header.getParameter("response"), header.getParameter("nc"),
            header.getParameter("cnonce")
        };
        for (var part : answer) {
            if (part == null || part.isEmpty()) return Optional.empty();
        }
        boolean complete = "Digest".equalsIgnoreCase(header.getScheme())
                && "auth".equalsIgnoreCase(header.getParameter("qop"))
                && hash.isPresent()
                && isCount(answer[5]);
        if (!complete) return Optional.empty();
        return Optional.of(
                new Answer(answer[0], answer[1], answer[2], answer[3], answer[4], hash.get(), answer[5], answer[6]));
    }

    private static boolean isCount(String text) {
        if (text.length() != COUNT_DIGITS) return false;
        for (int i = 0; i < COUNT_DIGITS; i++) if (!HexFormat.isHexDigit(text.charAt(i))) return false;
        return true;
    }

    /** Returns what {@code response} must be (RFC 7616 section 3.4.1). */
    String expected(String method, String hashA1) {
        var hash = algorithm.hash();
        var a2 = hash.hex(method + ":" + uri);
        return hash.hex(String.join(":", hashA1, nonce, count, clientNonce, "auth", a2));
    }

    long countNumber() {
        return Long.parseLong(count, 16);
    }

    /** Returns the user that the digested URI names, with its escapes; empty when it names none. */
    String uriUser() {
        int scheme = uri.indexOf(':');
        int at = uri.indexOf('@', scheme + 1);
        if (at < 0) return "";
        var user = uri.substring(scheme + 1, at);
        int password = user.indexOf(':');
        return password < 0 ? user : user.substring(0, password);
    }
}
