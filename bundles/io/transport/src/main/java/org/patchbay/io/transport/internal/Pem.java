package org.patchbay.io.transport.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Reads and writes PEM files (RFC 7468). */
final class Pem {
    private static final long LONGEST = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final byte[] RSA = Der.sequence(Der.oid(1, 2, 840, 113549, 1, 1, 1), Der.NULL);

    private Pem() {}

    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        var certificates = new ArrayList<X509Certificate>();
        var factory = CertificateFactory.getInstance("X.509");
        var block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (!block.group(1).equals("CERTIFICATE")) continue;
            var bytes = new ByteArrayInputStream(decode(block.group(2)));
            certificates.add((X509Certificate) factory.generateCertificate(bytes));
        }
        if (certificates.isEmpty()) throw new GeneralSecurityException(file + " has no certificate in PEM form");
        return certificates;
    }

    static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        var block = BLOCK.matcher(text(file));
        while (block.find()) {
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return pkcs8(decode(block.group(2)), file);
                }
                case "RSA PRIVATE KEY" -> {
                    return pkcs8(wrapped(decode(block.group(2))), file);
                }
                case "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
                    throw new GeneralSecurityException(
                            file + " is a key of a form that is not read here; change it with:"
                                    + " openssl pkcs8 -topk8 -nodes -in OLD -out NEW");
                default -> {
                    // parameters of a curve, or a certificate
                }
            }
        }
        throw new GeneralSecurityException(file + " has no private key in PEM form");
    }

    // PKCS #1 is the inside of PKCS #8 (RFC 5208 section 5)
    private static byte[] wrapped(byte[] pkcs1) {
        return Der.sequence(Der.integer(BigInteger.ZERO), RSA, Der.octets(pkcs1));
    }

    private static PrivateKey pkcs8(byte[] key, Path file) throws GeneralSecurityException {
        for (var algorithm : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
            } catch (GeneralSecurityException another) {
                // the algorithm is inside the key; the factory that knows it takes it
            }
        }
        throw new GeneralSecurityException(file + " has a private key of an unknown kind");
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LONGEST) throw new IOException(file + " is too long for a PEM file");
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static byte[] decode(String base64) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException wrong) {
            throw new GeneralSecurityException("a PEM block is damaged", wrong);
        }
    }

    static String encode(String kind, byte[] content) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }
}
