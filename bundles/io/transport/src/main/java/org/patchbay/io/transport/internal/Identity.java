package org.patchbay.io.transport.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A certificate with its chain, its key, and the host names that it is for, in lower case; {@code *.} in front stands for one label. */
record Identity(List<X509Certificate> chain, PrivateKey key, Set<String> hosts) {
    private static final int DNS_NAME = 2; // RFC 5280 section 4.2.1.6

    Identity {
        chain = List.copyOf(chain);
        hosts = Set.copyOf(hosts);
    }

    /** Reads both files; throws with words for the log when they are unreadable or don't belong together. */
    static Identity read(Path certificate, Path key, Set<String> hosts) throws IOException, GeneralSecurityException {
        var chain = Pem.certificates(certificate);
        var secret = Pem.privateKey(key);
        if (!belongs(chain.getFirst(), secret)) {
            throw new GeneralSecurityException(key + " is not the key of " + certificate);
        }
        var all = new HashSet<>(hosts);
        var names = chain.getFirst().getSubjectAlternativeNames();
        if (names != null) {
            for (var each : names) {
                if (each.getFirst().equals(DNS_NAME))
                    all.add(String.valueOf(each.get(1)).toLowerCase(Locale.ROOT));
            }
        }
        return new Identity(chain, secret, all);
    }

    private static boolean belongs(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        var algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "RSASSA-PSS" -> "";
            default -> key.getAlgorithm();
        };
        if (algorithm.isEmpty()) return true; // the handshake will tell
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update((byte) 1);
            var signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (InvalidKeyException | java.security.SignatureException other) {
            return false;
        }
    }

    boolean serves(String host) {
        return hosts.contains(host) || hosts.contains("*" + host.substring(Math.max(0, host.indexOf('.'))));
    }
}
