package org.patchbay.io.transport.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The files of certificates, keys and trust of one listener. */
record TlsFiles(
        Path certificate,
        Path key,
        @Nullable Path folder,
        @Nullable Path trust,
        boolean verify) {
    /** What was made of the files once. */
    record Contexts(SSLContext server, SSLContext client, Instant expires) {}

    static TlsFiles of(Path home, Settings.Tls settings) {
        return new TlsFiles(
                home.resolve(Check.filled("certificate", settings.certificate())),
                home.resolve(Check.filled("key", settings.key())),
                settings.folder().isBlank()
                        ? null
                        : home.resolve(settings.folder().strip()),
                settings.trust().isBlank()
                        ? null
                        : home.resolve(settings.trust().strip()),
                settings.verify() != Settings.Verify.NONE);
    }

    /** Makes a self-signed certificate where there is none; true when it did. */
    boolean make(Collection<String> hosts) throws IOException, GeneralSecurityException {
        if (Files.exists(certificate) || Files.exists(key)) return false;
        SelfSigned.write(certificate, key, hosts, Instant.now());
        return true;
    }

    /** Returns what changes when a file does. */
    Map<Path, String> state() throws IOException {
        var state = new TreeMap<Path, String>();
        for (var each : files()) {
            if (Files.exists(each)) state.put(each, Files.getLastModifiedTime(each) + " " + Files.size(each));
        }
        return state;
    }

    private List<Path> files() throws IOException {
        var files = new ArrayList<>(List.of(certificate, key));
        if (trust != null) files.add(trust);
        for (var each : hostCertificates()) {
            files.add(each);
            files.add(keyOf(each));
        }
        return files;
    }

    private List<Path> hostCertificates() throws IOException {
        if (folder == null || !Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".crt"))
                    .filter(each -> !each.equals(certificate) && Files.exists(keyOf(each)))
                    .sorted()
                    .toList();
        }
    }

    private static String host(Path certificate) {
        var name = String.valueOf(certificate.getFileName());
        return name.substring(0, name.length() - ".crt".length());
    }

    private static Path keyOf(Path certificate) {
        return certificate.resolveSibling(host(certificate) + ".key");
    }

    /** Reads everything; throws with words for the log when anything is wrong. */
    Contexts read() throws IOException, GeneralSecurityException {
        var identities = new ArrayList<Identity>();
        identities.add(Identity.read(certificate, key, Set.of()));
        for (var each : hostCertificates()) {
            identities.add(Identity.read(each, keyOf(each), Set.of(host(each).toLowerCase(Locale.ROOT))));
        }
        var keys = new KeyManager[] {new IdentityKeys(identities)};
        var trusted = trusted();
        var expires = identities.stream()
                .map(each -> each.chain().getFirst().getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
        return new Contexts(
                context(keys, trusted), context(keys, verify ? trusted : new TrustManager[] {new Anybody()}), expires);
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trusted) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(keys, trusted, null);
        return context;
    }

    private TrustManager[] trusted() throws IOException, GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store());
        return factory.getTrustManagers();
    }

    // none: the authorities that Java comes with
    private @Nullable KeyStore store() throws IOException, GeneralSecurityException {
        if (trust == null) return null;
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (var each : Pem.certificates(trust)) store.setCertificateEntry(Integer.toString(number++), each);
        return store;
    }
}
