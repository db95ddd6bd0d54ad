package org.patchbay.sip.registrar.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.pbx.Credentials;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.Subscriber;

/** Users by number; the password of 1001 is p1001. */
final class Users implements Directory {
    static final String REALM = "patchbay";
    private final Map<String, Subscriber> byNumber = new LinkedHashMap<>();

    /** Adds one with at most {@code maxContacts} phones. */
    Users with(String number, int maxContacts) {
        var a1 = number + ":" + REALM + ":" + password(number);
        var credentials = new Credentials(Optional.of(hash("MD5", a1)), Optional.of(hash("SHA-256", a1)));
        byNumber.put(
                number, new Subscriber(new AddressOfRecord(number, REALM), "", "internal", maxContacts, credentials));
        return this;
    }

    static String password(String number) {
        return "p" + number;
    }

    static String hash(String algorithm, String text) {
        try {
            var digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String realm() {
        return REALM;
    }

    @Override
    public Optional<Subscriber> subscriber(String number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    @Override
    public Collection<Subscriber> subscribers() {
        return byNumber.values();
    }
}
