package org.patchbay.deploy.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whose jars may run here: everybody's, or those that are signed by who has a certificate in a folder. */
final class Trust {
    private final boolean required;
    private final Path folder;

    /** Reads the PEM files of {@code folder} at each check when signatures are {@code required}. */
    Trust(boolean required, Path folder) {
        this.required = required;
        this.folder = folder;
    }

    /** Throws {@link Refusal} unless every entry of {@code jar}, all of which have been read, is signed by somebody trusted. */
    void check(JarFile jar) {
        if (!required) return;
        Set<X509Certificate> trusted = certificates();
        if (trusted.isEmpty()) {
            throw Refusal.forNow("jars must be signed here, and there is no certificate in " + folder);
        }
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (!entry.isDirectory() && !belongsToSignature(entry.getName())) check(entry, trusted);
        }
    }

    private static void check(JarEntry entry, Set<X509Certificate> trusted) {
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) throw Refusal.forGood("jars must be signed here, and its " + entry.getName() + " is not");
        String who = Stream.of(signers).map(Trust::name).collect(Collectors.joining(", "));
        if (Stream.of(signers).noneMatch(signer -> trusts(signer.getSignerCertPath(), trusted))) {
            throw Refusal.forNow("it is signed by " + who + ", whom no certificate in etc/trust vouches for");
        }
    }

    private static boolean trusts(CertPath path, Set<X509Certificate> trusted) {
        try {
            if (path.getCertificates().getFirst() instanceof X509Certificate leaf && trusted.contains(leaf)) {
                leaf.checkValidity();
                return true;
            }
            Set<TrustAnchor> anchors =
                    trusted.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toSet());
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false); // there may be no way out to ask
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String name(CodeSigner signer) {
        return signer.getSignerCertPath().getCertificates().getFirst() instanceof X509Certificate certificate
                ? certificate.getSubjectX500Principal().getName()
                : "an unknown kind of certificate";
    }

    private Set<X509Certificate> certificates() {
        Set<X509Certificate> all = new HashSet<>();
        if (!Files.isDirectory(folder)) return all;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{pem,crt,cer}")) {
            for (Path file : files) all.addAll(read(file));
            return all;
        } catch (IOException e) {
            throw Refusal.forNow("the certificates in " + folder + " can't be read: " + e);
        }
    }

    private static List<X509Certificate> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IOException(file.getFileName() + " is no certificate: " + e.getMessage(), e);
        }
    }

    // what the JAR specification leaves out of a signature
    private static boolean belongsToSignature(String entry) {
        String name = entry.toUpperCase(Locale.ROOT);
        if (!name.startsWith("META-INF/") || name.indexOf('/', 9) >= 0) return false;
        return name.equals("META-INF/MANIFEST.MF") || name.matches("META-INF/(SIG-.*|[^/]*\\.(SF|RSA|DSA|EC))");
    }
}
