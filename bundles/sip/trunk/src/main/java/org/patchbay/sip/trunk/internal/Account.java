package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.address.SipUri;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.patchbay.channel.Party;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.Trunk.Login;
import org.patchbay.sip.dialog.Addresses;

/**
 * Whom a trunk knows us as.
 *
 * @param user the user of the address of record; {@code patchbay} when there is no login
 * @param configured the host part of From and To, when the trunk says so; otherwise each server knows us by its own
 * @param line the parameter of the Contact that we register, which nobody else can guess
 */
record Account(String user, Optional<String> configured, String line) {
    /** The URI parameter that tells the trunk of an incoming call. */
    static final String LINE = "line";

    static Account of(Trunk trunk) {
        return new Account(
                trunk.login().map(Login::user).orElse("patchbay"),
                trunk.from().domain(),
                trunk.login().map(login -> line(trunk, login)).orElse(""));
    }

    /** Returns the host part of From and To with {@code server}. */
    String domain(SipUri server) {
        return configured.orElseGet(server::getHost);
    }

    /** Returns {@code <sip:user@domain>}, as {@code server} knows it. */
    String address(SipUri server) {
        return Addresses.addressText(new Party(user, ""), domain(server));
    }

    /**
     * Makes the line of the password, so that it is the same after a restart: a Contact with another line would be another binding
     * (RFC 3261 section 19.1.4), and until the old one expires each call would come twice.
     */
    private static String line(Trunk trunk, Login login) {
        if (login.password().isEmpty()) return random();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(login.password().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal((trunk.name() + '\n' + login.user()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("this Java has no HmacSHA256", impossible);
        }
    }

    private static String random() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
