package org.patchbay.pbx.files.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read again whenever it has changed and then stayed the same from one look to the next, so that one
 * that is being written is left alone. Used by one thread at a time.
 */
final class WatchedFile {
    private static final int MAX_BYTES = 16 << 20;
    private final Path file;
    private Signature seen = Signature.NEVER;
    private Signature read = Signature.NEVER;

    WatchedFile(Path file) {
        this.file = file;
    }

    /** Reads the file now. Throws {@link Refusal} when it is not there, or no text. */
    String text() {
        seen = signature();
        read = seen;
        if (seen.equals(Signature.GONE)) throw new Refusal("there is no such file");
        try {
            return decode(bytes());
        } catch (IOException e) {
            throw new Refusal("it can't be read: " + e);
        }
    }

    boolean exists() {
        return !signature().equals(Signature.GONE);
    }

    /** Returns whether there is a new version to read. */
    boolean changed() {
        Signature now = signature();
        boolean settled = now.equals(seen);
        seen = now;
        return settled && !now.equals(read);
    }

    /** Returns whether every user of this machine may read the file. */
    boolean readableByOthers() {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // no such file, or a file system that has no such permissions
        }
    }

    private byte[] bytes() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) throw new Refusal("it is larger than " + (MAX_BYTES >> 20) + " MB");
            return bytes;
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal("it is not UTF-8 text");
        }
    }

    private Signature signature() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Signature(Optional.of(attributes.lastModifiedTime()), attributes.size(), attributes.fileKey());
        } catch (IOException | UncheckedIOException e) {
            return Signature.GONE;
        }
    }

    /** What tells two versions of a file apart; the key (inode) changes when an editor writes beside it and renames. */
    private record Signature(
            Optional<FileTime> modified,
            long size,
            @Nullable Object key) {
        static final Signature NEVER = new Signature(Optional.empty(), -1, null);
        static final Signature GONE = new Signature(Optional.empty(), -2, null);
    }
}
