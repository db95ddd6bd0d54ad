package org.patchbay.io.transport.internal;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;

/**
 * Makes the certificate of a server that was given none: X.509 v3 (RFC 5280), RSA since every phone knows that, signed by its own key. The JDK
 * can't do this with what it exports, so its DER is written here.
 */
final class SelfSigned {
    private static final byte[] SHA256_WITH_RSA = Der.sequence(Der.oid(1, 2, 840, 113549, 1, 1, 11), Der.NULL);
    private static final byte[] COMMON_NAME = Der.oid(2, 5, 4, 3);
    private static final byte[] ALTERNATIVE_NAMES = Der.oid(2, 5, 29, 17);
    private static final byte[] BASIC_CONSTRAINTS = Der.oid(2, 5, 29, 19);
    private static final byte[] EXTENDED_KEY_USAGE = Der.oid(2, 5, 29, 37);
    private static final byte[] SERVER_AUTH = Der.oid(1, 3, 6, 1, 5, 5, 7, 3, 1);
    private static final byte[] CLIENT_AUTH = Der.oid(1, 3, 6, 1, 5, 5, 7, 3, 2);
    private static final int YEARS = 10;
    private static final int KEY_BITS = 2048;
    private static final int COMMON_NAME_MAX = 64; // RFC 5280 appendix A.1, ub-common-name

    private SelfSigned() {}

    /** Writes a new key, readable by its owner only, and a certificate for {@code hosts}, of which the first is its name. */
    static void write(Path certificate, Path key, Collection<String> hosts, Instant now)
            throws IOException, GeneralSecurityException {
        write(certificate, key, newKey(), hosts, now);
    }

    static KeyPair newKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        return generator.generateKeyPair();
    }

    static void write(Path certificate, Path key, KeyPair pair, Collection<String> hosts, Instant now)
            throws IOException, GeneralSecurityException {
        // the certificate last: whoever sees it finds its key
        write(key, Pem.encode("PRIVATE KEY", pair.getPrivate().getEncoded()));
        write(certificate, Pem.encode("CERTIFICATE", certificate(pair, hosts, now)));
    }

    private static void write(Path file, String text) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        var temporary = posix
                ? Files.createTempFile(
                        folder,
                        ".new",
                        "",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, ".new", "");
        try {
            Files.writeString(temporary, text, StandardCharsets.US_ASCII);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    static byte[] certificate(KeyPair pair, Collection<String> hosts, Instant now) throws GeneralSecurityException {
        var first = hosts.iterator().next();
        var name = name(first.substring(0, Math.min(first.length(), COMMON_NAME_MAX)));
        var begin = LocalDateTime.ofInstant(now, ZoneOffset.UTC).minusDays(1); // for clocks that are behind
        var content = Der.sequence(
                Der.element(0xA0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(127, new SecureRandom()).setBit(126)),
                SHA256_WITH_RSA,
                name,
                Der.sequence(Der.time(begin), Der.time(begin.plusYears(YEARS))),
                name,
                pair.getPublic().getEncoded(),
                Der.element(0xA3, extensions(hosts)));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(content);
        return Der.sequence(content, SHA256_WITH_RSA, Der.bits(signature.sign()));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.utf8(commonName))));
    }

    private static byte[] extensions(Collection<String> hosts) {
        var names = hosts.stream().distinct().map(SelfSigned::generalName).toArray(byte[][]::new);
        return Der.sequence(
                Der.sequence(BASIC_CONSTRAINTS, Der.bool(true), Der.octets(Der.sequence())),
                Der.sequence(EXTENDED_KEY_USAGE, Der.octets(Der.sequence(SERVER_AUTH, CLIENT_AUTH))),
                Der.sequence(ALTERNATIVE_NAMES, Der.octets(Der.sequence(names))));
    }

    // RFC 5280 section 4.2.1.6: dNSName [2], iPAddress [7]
    private static byte[] generalName(String host) {
        try {
            return Der.element(0x87, InetAddress.ofLiteral(host).getAddress());
        } catch (IllegalArgumentException name) {
            return Der.element(0x82, host.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
