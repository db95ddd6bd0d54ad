package org.patchbay.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;

class StoredLocationServiceTest {
    private static final AddressOfRecord ANN = new AddressOfRecord("1001", "patchbay");
    private static final AddressOfRecord BEN = new AddressOfRecord("1002", "patchbay");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private StoredLocationService store;

    @BeforeEach
    void open() throws IOException {
        store = new StoredLocationService(path(), now::get);
    }

    private Path path() {
        return folder.resolve("data/location.mv");
    }

    @AfterEach
    void close() {
        store.stop();
    }

    private void restart() throws IOException {
        store.stop();
        open();
    }

    private Binding binding(String contact, float q, long seconds) {
        return new Binding("sip", contact, q, now.get().plusSeconds(seconds), Map.of("call-id", "c"));
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Test
    void givesTheHighestPreferenceFirst() {
        var result = store.update(ANN, none -> List.of(binding("a", 0.1f, 60), binding("b", 0.9f, 60)));

        assertThat(result).extracting(Binding::contact).containsExactly("b", "a");
        assertThat(store.lookup(ANN)).isEqualTo(result);
        assertThat(store.lookup(BEN)).isEmpty();
    }

    @Test
    void comesBackAfterARestart() throws IOException {
        var bound = store.update(ANN, none -> List.of(binding("a", 1, 60)));
        store.update(BEN, none -> List.of(binding("b", 1, 60)));
        store.update(BEN, all -> List.of());

        restart();

        assertThat(store.lookup(ANN)).isEqualTo(bound);
        assertThat(store.all()).containsOnlyKeys(ANN);
    }

    @Test
    void keepsWhatWasWrittenWhenItIsNotStopped() throws IOException {
        store.update(ANN, none -> List.of(binding("a", 1, 60)));
        store.write();
        store.update(BEN, none -> List.of(binding("b", 1, 60)));
        var copy = folder.resolve("copy.mv");
        Files.copy(path(), copy);

        var other = new StoredLocationService(copy, now::get);

        assertThat(other.all()).containsOnlyKeys(ANN);
        other.stop();
    }

    @Test
    void forgetsWhatHasExpiredAtOnce() {
        store.update(ANN, none -> List.of(binding("a", 1, 60), binding("b", 1, 120)));

        pass(Duration.ofSeconds(60));

        assertThat(store.lookup(ANN)).extracting(Binding::contact).containsExactly("b");
        pass(Duration.ofSeconds(60));
        assertThat(store.lookup(ANN)).isEmpty();
        assertThat(store.all()).isEmpty();
    }

    @Test
    void showsAChangeOnlyWhatIsLive() {
        store.update(ANN, none -> List.of(binding("a", 1, 60)));
        pass(Duration.ofSeconds(61));

        store.update(ANN, live -> {
            assertThat(live).isEmpty();
            return List.of(binding("b", 1, 60));
        });

        assertThat(store.lookup(ANN)).extracting(Binding::contact).containsExactly("b");
    }

    @Test
    void removesWhatHasExpiredFromTheDisk() throws IOException {
        store.update(ANN, none -> List.of(binding("a", 1, 60)));
        store.write();
        pass(Duration.ofSeconds(61));
        store.sweep();
        store.write();
        store.stop();

        try (var file = BindingFile.open(path(), now::get)) {
            assertThat(file.readAll()).isEmpty();
        }
        open();
    }

    @Test
    void changesNothingWhenAChangeThrows() {
        store.update(ANN, none -> List.of(binding("a", 1, 60)));

        assertThatThrownBy(() -> store.update(ANN, all -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(store.lookup(ANN)).hasSize(1);
    }

    @Test
    void losesNoChangeOfManyThreads() throws InterruptedException {
        int threads = 8;
        var begin = new CountDownLatch(1);
        var workers = new ArrayList<Thread>();
        for (int t = 0; t < threads; t++) {
            int number = t;
            workers.add(Thread.ofVirtual().start(() -> {
                await(begin);
                for (int i = 0; i < 25; i++) add("c" + number + "-" + i);
            }));
        }

        begin.countDown();
        for (var worker : workers) worker.join();

        assertThat(store.lookup(ANN)).hasSize(threads * 25);
    }

    private void add(String contact) {
        store.update(ANN, all -> {
            var more = new ArrayList<>(all);
            more.add(binding(contact, 1, 60));
            return more;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void movesADamagedFileAsideAndStartsEmpty() throws IOException {
        store.update(ANN, none -> List.of(binding("a", 1, 60)));
        store.stop();
        Files.write(path(), "this is no store".repeat(1000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        open();

        assertThat(store.all()).isEmpty();
        store.update(BEN, none -> List.of(binding("b", 1, 60)));
        restart();
        assertThat(store.all()).containsOnlyKeys(BEN);
        try (var files = Files.list(path().getParent())) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(name -> name.contains(".damaged-"));
        }
    }

    @Test
    void refusesAFileThatAnotherServerHasOpen() {
        assertThatThrownBy(() -> new StoredLocationService(path(), now::get))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("location.mv");
    }
}
