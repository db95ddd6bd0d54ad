package org.patchbay.deploy.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Reads a jar whole, and refuses what can't be a feature before the framework sees it. */
final class JarCheck {
    private static final int MAX_BYTES = 64 << 20;
    private static final long MAX_UNPACKED = 512L << 20;
    private static final int MAX_ENTRIES = 20_000;

    /** Headers that tie a bundle to others, so that two versions could not run side by side. */
    private static final List<String> FORBIDDEN = List.of(
            Constants.EXPORT_PACKAGE,
            Constants.FRAGMENT_HOST,
            Constants.BUNDLE_ACTIVATOR,
            Constants.REQUIRE_BUNDLE,
            Constants.DYNAMICIMPORT_PACKAGE);

    private static final String THIS = "org.patchbay.deploy";
    private final Trust trust;

    JarCheck(Trust trust) {
        this.trust = trust;
    }

    /** Returns the checked content of {@code jar}; throws {@link Refusal} with the reason. */
    Artifact check(Path jar) {
        return check(String.valueOf(jar.getFileName()), bytes(jar));
    }

    /** Returns the checked content of the jar {@code bytes}, which stands in {@code file}. */
    Artifact check(String file, byte[] bytes) {
        Attributes headers = unpacked(bytes, this::manifest).getMainAttributes();
        String feature = symbolicName(headers);
        if (feature.equals(THIS)) {
            throw Refusal.forGood("the deployer can't exchange itself: put it into bundles/ and restart the server");
        }
        for (String header : FORBIDDEN) {
            if (headers.getValue(header) != null) throw Refusal.forGood("its manifest has " + header + why(header));
        }
        if (header(headers, "Service-Component").isEmpty()) {
            throw Refusal.forGood("it offers nothing: its manifest names no Service-Component");
        }
        Replacement replacement = Replacement.of(headers.getValue(Replacement.HEADER));
        return new Artifact(file, feature, version(headers), digest(bytes), replacement, bytes);
    }

    /** Returns a file's bytes; throws {@link Refusal} when there are too many. */
    static byte[] bytes(Path jar) {
        try (InputStream in = Files.newInputStream(jar)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) throw Refusal.forGood("it is larger than " + (MAX_BYTES >> 20) + " MB");
            return bytes;
        } catch (IOException e) {
            throw Refusal.forNow("it can't be read: " + e);
        }
    }

    private Manifest manifest(JarFile jar) throws IOException {
        readAll(jar);
        trust.check(jar);
        Manifest manifest = jar.getManifest();
        if (manifest == null) throw Refusal.forGood("it has no manifest, so it is no bundle");
        return manifest;
    }

    /** Opens {@code bytes} as a jar, whose signatures are verified as its entries are read; throws {@link Refusal} when it is none. */
    static <T> T unpacked(byte[] bytes, Reading<T> reading) {
        Path copy = null;
        try {
            copy = Files.createTempFile("patchbay", ".jar");
            Files.write(copy, bytes);
            try (JarFile jar = new JarFile(copy.toFile(), true, ZipFile.OPEN_READ)) {
                return reading.of(jar);
            }
        } catch (IOException e) {
            throw Refusal.forGood("it is damaged or no jar: " + e.getMessage());
        } catch (SecurityException e) {
            throw Refusal.forGood("it is not what was signed: " + e.getMessage());
        } finally {
            delete(copy);
        }
    }

    /** What is done with an open jar. */
    @FunctionalInterface
    interface Reading<T> {
        T of(JarFile jar) throws IOException;
    }

    /** Reads every entry, which checks its sum, within the limits of number and size. */
    static void readAll(JarFile jar) throws IOException {
        long left = MAX_UNPACKED;
        byte[] buffer = new byte[64 << 10];
        if (jar.size() > MAX_ENTRIES) throw Refusal.forGood("it has more than " + MAX_ENTRIES + " entries");
        for (JarEntry entry : Collections.list(jar.entries())) {
            // the JDK checks the sum only when it reads a jar as a stream, where it doesn't see the directory at its
            // end
            CRC32 sum = new CRC32();
            try (InputStream in = new CheckedInputStream(jar.getInputStream(entry), sum)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) left -= read;
            }
            if (sum.getValue() != entry.getCrc()) throw new ZipException("wrong checksum of " + entry.getName());
            if (left < 0) throw Refusal.forGood("it unpacks to more than " + (MAX_UNPACKED >> 20) + " MB");
        }
    }

    private static void delete(@Nullable Path copy) {
        if (copy == null) return;
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }

    private static String symbolicName(Attributes headers) {
        String header = header(headers, Constants.BUNDLE_SYMBOLICNAME)
                .orElseThrow(() -> Refusal.forGood("its manifest has no Bundle-SymbolicName, so it is no bundle"));
        if (header.replace(" ", "").contains("singleton:=true")) {
            throw Refusal.forGood("it is a singleton, so two versions of it can't run side by side");
        }
        String name = header.split(";", 2)[0].trim();
        if (name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,199}")) return name;
        throw Refusal.forGood("its Bundle-SymbolicName is " + name);
    }

    private static Version version(Attributes headers) {
        String written = header(headers, Constants.BUNDLE_VERSION)
                .orElseThrow(() -> Refusal.forGood("its manifest has no Bundle-Version"));
        try {
            return Version.parseVersion(written);
        } catch (IllegalArgumentException e) {
            throw Refusal.forGood("its Bundle-Version is " + written + ", and not like 1.2.0");
        }
    }

    private static Optional<String> header(Attributes headers, String name) {
        return Optional.ofNullable(headers.getValue(name)).map(String::trim).filter(value -> !value.isEmpty());
    }

    private static String why(String header) {
        return switch (header) {
            case Constants.EXPORT_PACKAGE ->
                ": who imports its packages would have to be stopped; an API is put into bundles/ before a start";
            case Constants.BUNDLE_ACTIVATOR ->
                ": a feature is made of components, which can be checked before they are used";
            case Constants.FRAGMENT_HOST ->
                ": a fragment can't be exchanged while its host runs; put it into bundles/ and restart the server";
            default -> ": it would tie the feature to one version of another bundle";
        };
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
