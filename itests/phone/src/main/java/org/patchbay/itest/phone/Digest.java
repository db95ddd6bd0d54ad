package org.patchbay.itest.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One challenge of the server, and the answers to it (RFC 7616; RFC 8760 for SHA-256 in SIP). */
public record Digest(Map<String, String> parameters) {
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z-]+)\\s*=\\s*(\"[^\"]*\"|[^\\s,]+)");

    public static Digest parse(String header) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(header.substring(header.indexOf(' ') + 1));
        while (matcher.find())
            parameters.put(matcher.group(1).toLowerCase(), matcher.group(2).replace("\"", ""));
        return new Digest(parameters);
    }

    /** Returns the challenges of a 401 or 407 in the order in which they stand. */
    public static List<Digest> challenges(SipMessage response) {
        String name = response.status() == 407 ? "Proxy-Authenticate" : "WWW-Authenticate";
        return response.all(name).stream().map(Digest::parse).toList();
    }

    /** Returns the challenge with that algorithm; fails when the response has none. */
    public static Digest challenge(SipMessage response, String algorithm) {
        return challenges(response).stream()
                .filter(challenge -> challenge.algorithm().equalsIgnoreCase(algorithm))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no challenge with " + algorithm + " in\n" + response));
    }

    public String algorithm() {
        return parameters.getOrDefault("algorithm", "MD5");
    }

    public String nonce() {
        return parameters.get("nonce");
    }

    public String realm() {
        return parameters.get("realm");
    }

    public boolean stale() {
        return "true".equalsIgnoreCase(parameters.get("stale"));
    }

    /** Returns the credentials for the first request on this nonce. */
    public String answer(SipMessage request, String user, String password) {
        return answer(request, user, password, 1);
    }

    /** Returns the credentials with qop=auth and that nonce count. */
    public String answer(SipMessage request, String user, String password, int count) {
        String nc = "%08x".formatted(count);
        String cnonce = Long.toHexString(ThreadLocalRandom.current().nextLong());
        String proof = hash(String.join(":", ha1(user, password), nonce(), nc, cnonce, "auth", ha2(request)));
        return credentials(request, user, proof) + ", qop=auth, nc=%s, cnonce=\"%s\"".formatted(nc, cnonce);
    }

    /** Returns credentials as RFC 2069 had them, without qop. */
    public String answerWithoutQop(SipMessage request, String user, String password) {
        return credentials(request, user, hash(String.join(":", ha1(user, password), nonce(), ha2(request))));
    }

    private String credentials(SipMessage request, String user, String proof) {
        String opaque = parameters.containsKey("opaque") ? ", opaque=\"" + parameters.get("opaque") + "\"" : "";
        return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s%s"
                .formatted(user, realm(), nonce(), request.uri(), proof, algorithm(), opaque);
    }

    private String ha1(String user, String password) {
        return hash(user + ":" + realm() + ":" + password);
    }

    private String ha2(SipMessage request) {
        return hash(request.method() + ":" + request.uri());
    }

    private String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm());
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("the server challenges with " + algorithm(), e);
        }
    }
}
