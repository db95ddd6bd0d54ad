package org.patchbay.store.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.patchbay.channel.LocationService;

/** Opens the real store to the tests of this bundle. */
public record StoreUnderTest(LocationService locations) implements AutoCloseable {
    public static StoreUnderTest open(Path path, InstantSource clock) throws IOException {
        return new StoreUnderTest(new StoredLocationService(path, clock));
    }

    @Override
    public void close() {
        ((StoredLocationService) locations).stop();
    }
}
