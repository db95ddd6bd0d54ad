package org.patchbay.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.osgi.framework.Constants;

/** A jar to be installed, and the start level it is started at. */
record BundleFile(Path jar, int startLevel) {
    /** Returns the location that the framework knows the bundle by. */
    String location() {
        return jar.toUri().toString();
    }

    /** Says whether the jar is a part of another bundle, which is never started by itself. */
    boolean fragment() {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest() != null
                    && file.getManifest().getMainAttributes().getValue(Constants.FRAGMENT_HOST) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(jar + " can't be read", e);
        }
    }

    /** Returns what changes when the jar does: where it is, its size and checksum. */
    String fingerprint() {
        try (InputStream content = Files.newInputStream(jar)) {
            CheckedInputStream checked = new CheckedInputStream(content, new CRC32());
            long size = checked.transferTo(OutputStream.nullOutputStream());
            return jar + " " + size + " "
                    + Long.toHexString(checked.getChecksum().getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(jar + " can't be read", e);
        }
    }
}
