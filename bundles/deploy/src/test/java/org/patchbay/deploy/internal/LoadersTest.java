package org.patchbay.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.Reference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoadersTest {
    private final Loaders loaders = new Loaders(() -> Instant.EPOCH);

    @Test
    void forgetsALoaderThatWasCollected() {
        loaders.watch("echo 1.0.0", new URLClassLoader(new URL[0]));

        await().until(() -> {
            System.gc();
            return loaders.look() == 0;
        });
    }

    @Test
    void countsALoaderThatSomethingHolds() {
        ClassLoader held = new URLClassLoader(new URL[0]);
        loaders.watch("echo 1.0.0", held);

        System.gc();

        assertThat(loaders.look()).isEqualTo(1);
        Reference.reachabilityFence(held);
    }
}
