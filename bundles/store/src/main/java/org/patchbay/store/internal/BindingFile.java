package org.patchbay.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file. One thread at a time uses it. */
final class BindingFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BindingFile.class);
    private static final String MAP = "bindings";
    private static final int COMPACT_MILLIS = 50;

    private final MVStore store;
    private final MVMap<String, byte[]> map;

    private BindingFile(MVStore store) {
        this.store = store;
        this.map = store.openMap(MAP);
    }

    /**
     * Opens the file. One that is damaged is moved aside, and an empty one takes its place: phones register again within the hour,
     * but a server that doesn't start serves nobody.
     *
     * @throws IOException when not even an empty one can be had
     */
    static BindingFile open(Path path, InstantSource clock) throws IOException {
        var parent = path.toAbsolutePath().getParent();
        if (parent != null) Files.createDirectories(parent);
        try {
            return tryOpen(path);
        } catch (MVStoreException failed) {
            if (failed.getErrorCode() == org.h2.mvstore.DataUtils.ERROR_FILE_LOCKED || !Files.exists(path)) {
                throw new IOException("can't open " + path + ": " + failed.getMessage(), failed);
            }
            var aside = aside(path, clock.instant());
            Files.move(path, aside);
            LOG.warn(
                    "{} is damaged ({}): kept as {}; starting without registrations", path, failed.getMessage(), aside);
            return tryOpen(path);
        }
    }

    private static BindingFile tryOpen(Path path) {
        var store = new MVStore.Builder()
                .fileName(path.toString())
                .autoCommitDisabled()
                .open();
        try {
            return new BindingFile(store);
        } catch (RuntimeException failed) {
            store.closeImmediately();
            throw failed;
        }
    }

    private static Path aside(Path path, Instant now) {
        return path.resolveSibling(path.getFileName() + ".damaged-" + now.toEpochMilli());
    }

    /** Reads everything; what can't be read is left out. */
    Map<AddressOfRecord, List<Binding>> readAll() {
        var all = new HashMap<AddressOfRecord, List<Binding>>();
        for (var entry : map.entrySet()) {
            try {
                all.put(BindingCodec.aor(entry.getKey()), BindingCodec.decode(entry.getValue()));
            } catch (IOException damaged) {
                LOG.warn("the registrations of one user can't be read: {}", damaged.getMessage());
            }
        }
        return all;
    }

    /** Writes the bindings of one user; none removes it. */
    void put(AddressOfRecord aor, List<Binding> bindings) {
        if (bindings.isEmpty()) map.remove(BindingCodec.key(aor));
        else map.put(BindingCodec.key(aor), BindingCodec.encode(bindings));
    }

    void commit() {
        store.commit();
    }

    @Override
    public void close() {
        store.close(COMPACT_MILLIS);
    }
}
