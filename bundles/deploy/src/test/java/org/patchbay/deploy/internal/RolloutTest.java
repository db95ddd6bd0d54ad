package org.patchbay.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class RolloutTest {
    private final Shelf shelf = new Shelf();
    private final Map<String, Folder.Seen> files = new TreeMap<>();
    private final Map<String, Artifact> contents = new HashMap<>();
    private Instant now = Instant.EPOCH;
    private Works works;

    @BeforeEach
    void open(@TempDir Path home) {
        Works.Places places = new Works.Places(home.resolve("deploy"), home.resolve("data"), home.resolve("etc"));
        Limits limits = new Limits(
                500, Duration.ofSeconds(10), Duration.ofHours(4), new Probation.Limits(Duration.ofMinutes(10), 3, 20));
        JarCheck check = new JarCheck(new Trust(false, home));
        works = Works.of(shelf, places, check, Works.Memory.read(places.data()), limits, () -> now);
    }

    @Test
    void raisesOnlyTheHighestOfTheVersionsThatLieThere() {
        put("a.jar", "1.0.0", "a");
        put("b.jar", "1.2.0", "b");
        put("c.jar", "1.1.0", "c");

        look();

        assertThat(shelf.done).containsExactly("raise 1.2.0");
        assertThat(states()).containsExactly("a.jar STANDBY", "c.jar STANDBY", "b.jar CURRENT");
    }

    @Test
    void raisesTheNextVersionWhenTheHighestFailsAtTheStart() {
        put("a.jar", "1.0.0", "a");
        put("b.jar", "1.2.0", "b");
        shelf.broken.put("1.2.0", Refusal.forGood("broken"));

        look();
        look();

        assertThat(shelf.done).containsExactly("refuse 1.2.0", "raise 1.0.0");
        assertThat(states()).containsExactly("a.jar CURRENT", "b.jar REFUSED");
    }

    @Test
    void triesAgainWhatLackedSomethingWhenOtherBundlesHaveChanged() {
        put("a.jar", "1.0.0", "a");
        shelf.broken.put("1.0.0", Refusal.forNow("needs a service"));
        look();
        look();
        assertThat(shelf.done).containsExactly("refuse 1.0.0");

        shelf.broken.clear();
        shelf.surroundings++;
        look();

        assertThat(shelf.done).containsExactly("refuse 1.0.0", "raise 1.0.0");
    }

    @Test
    void neverTriesAgainWhatIsWrongInItself() {
        put("a.jar", "1.0.0", "a");
        shelf.broken.put("1.0.0", Refusal.forGood("hangs"));
        look();
        shelf.surroundings++;
        look();

        assertThat(shelf.done).containsExactly("refuse 1.0.0");
    }

    @Test
    void keepsAVersionWithCallsUntilTwoLooksInARowHaveFoundNone() {
        put("a.jar", "1.0.0", "a");
        look();
        put("a.jar", "1.1.0", "b");
        shelf.calls.put("1.0.0", 1);
        look();
        look();
        shelf.calls.put("1.0.0", 0);
        look();
        shelf.calls.put("1.0.0", 1);
        look();
        shelf.calls.put("1.0.0", 0);
        look();
        assertThat(shelf.done).containsExactly("raise 1.0.0", "raise 1.1.0");

        look();

        assertThat(shelf.done).containsExactly("raise 1.0.0", "raise 1.1.0", "retire 1.0.0");
    }

    @Test
    void keepsAVersionWhoseCallsNobodyCanCount() {
        put("a.jar", "1.0.0", "a");
        look();
        put("a.jar", "1.1.0", "b");
        shelf.calls.put("1.0.0", -1);
        for (int i = 0; i < 10; i++) look();
        assertThat(shelf.done).doesNotContain("retire 1.0.0");

        now = now.plus(Duration.ofHours(4));
        look();

        assertThat(shelf.done).contains("retire 1.0.0");
    }

    @Test
    void changesNothingWhenAJarIsReplacedByADamagedOne() {
        put("a.jar", "1.0.0", "a");
        look();

        contents.remove("a.jar");
        files.put("a.jar", seen(99));
        look();
        look();

        assertThat(shelf.done).containsExactly("raise 1.0.0");
        assertThat(states()).contains("a.jar REFUSED");
    }

    @Test
    void changesNothingWhenAJarIsReplacedByOneThatFails() {
        put("a.jar", "1.0.0", "a");
        look();

        put("a.jar", "0.9.0", "b");
        shelf.broken.put("0.9.0", Refusal.forGood("broken"));
        look();
        look();
        look();

        assertThat(shelf.done).containsExactly("raise 1.0.0", "refuse 0.9.0");
    }

    @Test
    void goesBackWhenAJarIsReplacedByALowerVersionAndLetsTheCallsEnd() {
        put("a.jar", "1.1.0", "a");
        look();
        shelf.calls.put("1.1.0", 7);

        put("a.jar", "1.0.0", "b");
        look();

        look();
        look();
        assertThat(shelf.done).containsExactly("raise 1.1.0", "raise 1.0.0");

        shelf.calls.put("1.1.0", 0);
        look();
        look();

        assertThat(shelf.done).containsExactly("raise 1.1.0", "raise 1.0.0", "retire 1.1.0");
    }

    @Test
    void letsAFeatureGoOnWhoseJarIsOnlyRenamed() {
        put("a.jar", "1.0.0", "a");
        look();

        remove("a.jar");
        put("z.jar", "1.0.0", "a");
        look();
        look();
        look();

        assertThat(shelf.done).containsExactly("raise 1.0.0");
        assertThat(states()).containsExactly("z.jar CURRENT");
    }

    @Test
    void stopsDrainingAVersionWhoseSuccessorIsRemoved() {
        put("a.jar", "1.0.0", "a");
        look();
        put("b.jar", "1.1.0", "b");
        shelf.calls.put("1.0.0", 2);
        look();
        assertThat(states()).containsExactly("a.jar DRAINING", "b.jar CURRENT");

        remove("b.jar");
        look();
        look();

        assertThat(states()).containsExactly("a.jar CURRENT");
        assertThat(shelf.done).containsExactly("raise 1.0.0", "raise 1.1.0", "retire 1.1.0");
    }

    @Test
    void removesWhatAnEarlierProcessHasLeft() {
        shelf.bundles.add(
                new Installed(9, "echo", new Version("3.0.0"), true, "a.jar", "x", false, Replacement.SIDE_BY_SIDE));
        put("a.jar", "1.0.0", "a");

        look();

        assertThat(shelf.done).containsExactly("retire 3.0.0", "raise 1.0.0");
    }

    @Test
    void leavesTwoVersionsThatCameWithTheServerAlone() {
        shelf.bundles.add(
                new Installed(1, "echo", new Version("0.1.0"), false, "", "", true, Replacement.SIDE_BY_SIDE));
        shelf.bundles.add(
                new Installed(2, "echo", new Version("0.2.0"), false, "", "", true, Replacement.SIDE_BY_SIDE));
        put("a.jar", "0.1.5", "a");

        for (int i = 0; i < 5; i++) look();

        assertThat(shelf.done).isEmpty();
        assertThat(states()).containsExactly(" STANDBY", "a.jar STANDBY", " CURRENT");
    }

    private void put(String file, String version, String digest) {
        contents.put(
                file, new Artifact(file, "echo", new Version(version), digest, Replacement.SIDE_BY_SIDE, new byte[0]));
        files.put(file, seen(digest.hashCode()));
    }

    private void remove(String file) {
        contents.remove(file);
        files.remove(file);
    }

    private static Folder.Seen seen(long size) {
        return new Folder.Seen(FileTime.fromMillis(0), size, null, true);
    }

    private void look() {
        works.shelf().jars().update(files, shelf.surroundings, this::content);
        works.rollout().look();
    }

    private Contents content(String file) {
        Artifact artifact = contents.get(file);
        if (artifact == null) throw Refusal.forGood("damaged");
        return Contents.of(artifact);
    }

    private List<String> states() {
        return works.listing().all(works.rollout().features()).stream()
                .map(one -> one.file() + " " + one.state())
                .toList();
    }

    /** A framework that only remembers. */
    private static final class Shelf implements Host {
        private final List<Installed> bundles = new ArrayList<>();
        private final List<String> done = new ArrayList<>();
        private final Map<String, Refusal> broken = new HashMap<>();
        private final Map<String, Integer> calls = new HashMap<>();
        private int surroundings;
        private long nextId = 100;

        @Override
        public List<Installed> bundles(String feature) {
            return List.copyOf(bundles);
        }

        @Override
        public List<Installed> ours() {
            return bundles.stream().filter(Installed::ours).toList();
        }

        @Override
        public List<String> shipped() {
            return List.of();
        }

        @Override
        public Installed install(Artifact artifact) {
            Refusal refusal = broken.get(artifact.version().toString());
            if (refusal != null) {
                done.add("refuse " + artifact.version());
                throw refusal;
            }
            return new Installed(
                    nextId++,
                    artifact.feature(),
                    artifact.version(),
                    true,
                    artifact.file(),
                    artifact.digest(),
                    false,
                    artifact.replacement());
        }

        @Override
        public void tryOut(Installed bundle) {
            // it works unseen, and is broken at its install or not at all
        }

        @Override
        public Installed start(Installed bundle) {
            done.add("raise " + bundle.version());
            var started = new Installed(
                    bundle.id(),
                    bundle.feature(),
                    bundle.version(),
                    bundle.ours(),
                    bundle.file(),
                    bundle.digest(),
                    true,
                    bundle.replacement());
            bundles.removeIf(one -> one.id() == bundle.id());
            bundles.add(started);
            return started;
        }

        @Override
        public void stop(Installed bundle) {
            done.add("stop " + bundle.version());
        }

        @Override
        public void retire(Installed bundle) {
            done.add("retire " + bundle.version());
            bundles.remove(bundle);
        }

        @Override
        public Optional<Tally> tally(Installed bundle) {
            int count = calls.getOrDefault(bundle.version().toString(), 0);
            return count < 0 ? Optional.empty() : Optional.of(new Tally(count, 0, 0));
        }

        @Override
        public boolean starting() {
            return false;
        }

        @Override
        public int liveCalls() {
            return 0;
        }

        @Override
        public int surroundings() {
            return surroundings;
        }
    }
}
