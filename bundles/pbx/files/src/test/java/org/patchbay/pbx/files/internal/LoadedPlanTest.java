package org.patchbay.pbx.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.pbx.Extension;
import org.patchbay.pbx.FileHistory;

class LoadedPlanTest {
    private static final String ECHO = "a: [{match: 1, do: [echo]}]";
    private static final String BEEP = "a: [{match: 1, do: [echo]}, {match: 2, do: [beep]}]";

    @TempDir
    Path folder;

    private Instant now = Instant.EPOCH;
    private Optional<Set<String>> known = Optional.of(Set.of("echo"));
    private Optional<FileHistory> history = Optional.of(new MemoryHistory());
    private EarlierPlans earlier;
    private final Report report = new Report(Path.of("etc/dialplan.yaml"));

    @BeforeEach
    void rememberNothing() {
        earlier = earlier();
    }

    @Test
    void putsAFileInForceWhoseApplicationsAreAllThere() throws IOException {
        LoadedPlan plan = started(ECHO);

        assertThat(plan.plan().match("a", "1")).isPresent();
        assertThat(report.state().refusal()).isEmpty();
        assertThat(report.state().entries()).isEqualTo(1);
        assertThat(report.state().loaded()).contains(now);
    }

    @Test
    void readsASavedFileOnceItHasStoppedChanging() throws IOException {
        LoadedPlan plan = started(ECHO);

        save("a: [{match: 7, do: [ec");
        plan.look();
        save("a: [{match: 7, do: [echo]}]");
        plan.look();
        assertThat(plan.plan().match("a", "1")).isPresent();
        plan.look();

        assertThat(plan.plan().match("a", "7")).isPresent();
        assertThat(plan.plan().match("a", "1")).isEmpty();
        assertThat(report.state().refusal()).isEmpty();
    }

    @Test
    void keepsTheVersionBeforeWhenTheFileIsWrong() throws IOException {
        LoadedPlan plan = started(ECHO);

        saveAndLook(plan, "a:\n  - {match: 1, do: [echo]}\n  - {match: 1, do: [echo]}");

        assertThat(plan.plan().match("a", "1")).isPresent();
        assertThat(report.state().entries()).isEqualTo(1);
        assertThat(report.state().refusal())
                .contains("etc/dialplan.yaml: line 3, column 13: the extension 1 is never reached: 1 in line 2 takes"
                        + " all its numbers");
    }

    @Test
    void keepsTheVersionBeforeWhenTheFileIsGone() throws IOException {
        LoadedPlan plan = started(ECHO);

        Files.delete(folder.resolve("plan"));
        plan.look();
        plan.look();

        assertThat(plan.plan().match("a", "1")).isPresent();
        assertThat(report.state().refusal()).contains("etc/dialplan.yaml: there is no such file");
    }

    @Test
    void refusesAnUnknownApplicationUntilItComes() throws IOException {
        LoadedPlan plan = started(ECHO);

        saveAndLook(plan, BEEP);
        assertThat(plan.plan().match("a", "2")).isEmpty();
        assertThat(report.state().refusal().orElseThrow()).contains("unknown application beep; there are echo");

        known = Optional.of(Set.of("beep", "echo"));
        plan.look();
        assertThat(plan.plan().match("a", "2")).isPresent();
        assertThat(report.state().refusal()).isEmpty();
    }

    @Test
    void servesAFileDuringTheStartWhileItsApplicationsComeUp() throws IOException {
        known = Optional.of(Set.of());
        LoadedPlan plan = started(ECHO);
        assertThat(plan.plan().match("a", "1")).isPresent();

        known = Optional.of(Set.of("echo"));
        plan.look();
        now = now.plusSeconds(60);
        plan.look();

        assertThat(plan.plan().match("a", "1")).isPresent();
        assertThat(report.state().refusal()).isEmpty();
    }

    @Test
    void refusesAFileWhoseApplicationsDidNotComeUpDuringTheStart() throws IOException {
        LoadedPlan plan = started(BEEP);
        assertThat(plan.plan().match("a", "2")).isPresent();

        now = now.plusSeconds(5);
        plan.look();

        assertThat(plan.plan()).isSameAs(Plan.NONE);
        assertThat(plan.contexts()).isEmpty();
        assertThat(report.state().refusal().orElseThrow()).contains("unknown application beep");
    }

    @Test
    void servesUncheckedWhatNobodyCanCheck() throws IOException {
        known = Optional.empty();
        LoadedPlan plan = started(ECHO);
        now = now.plusSeconds(60);

        saveAndLook(plan, BEEP);

        assertThat(plan.plan().match("a", "2")).isPresent();
        assertThat(report.state().refusal()).isEmpty();
    }

    @Test
    void goesBackToTheVersionThatPassedWhenTheNextOneFailsLater() throws IOException {
        LoadedPlan plan = started(ECHO);
        known = Optional.empty();
        saveAndLook(plan, BEEP);
        assertThat(plan.plan().match("a", "2")).isPresent();

        known = Optional.of(Set.of("echo"));
        plan.look();

        assertThat(plan.plan().match("a", "2")).isEmpty();
        assertThat(plan.plan().match("a", "1")).isPresent();
    }

    @Test
    void keepsEarlierGenerationsForCallsThatHaveThem() throws IOException {
        history = Optional.empty();
        LoadedPlan plan = started(ECHO);
        String first = extension(plan.plan(), "1").generation();

        saveAndLook(plan, "a: [{match: 7, do: [echo]}]");

        assertThat(plan.plan(first).match("a", "1")).isPresent();
        assertThat(plan.plan().match("a", "1")).isEmpty();
        assertThat(report.state().generation())
                .contains(extension(plan.plan(), "7").generation())
                .isNotEqualTo(Optional.of(first));
    }

    @Test
    void knowsGenerationsOfBeforeItsReplacement() throws IOException {
        LoadedPlan replaced = started(ECHO);
        String first = extension(replaced.plan(), "1").generation();
        earlier = earlier();

        LoadedPlan plan = started("a: [{match: 7, do: [echo]}]");

        assertThat(plan.plan(first).match("a", "1")).isPresent();
    }

    @Test
    void keepsWhatTheHistoryWasNotThereFor() throws IOException {
        Optional<FileHistory> later = history;
        history = Optional.empty();
        KeptFile kept = kept();
        earlier = new EarlierPlans(kept);
        String first = started(ECHO).plan().generation();

        history = later;
        kept.look();
        earlier = earlier();

        assertThat(started("a: []").plan(first).match("a", "1")).isPresent();
    }

    @Test
    void answersAsItIsNowWhenAGenerationIsForgotten() throws IOException {
        history = Optional.empty();
        LoadedPlan plan = started(ECHO);
        String first = plan.plan().generation();

        for (int i = 2; i < 30; i++) saveAndLook(plan, "a: [{match: " + i + ", do: [echo]}]");

        assertThat(plan.plan(first)).isSameAs(plan.plan());
        assertThat(plan.plan("no such generation").match("a", "29")).isPresent();
        assertThat(plan.plan("")).isSameAs(plan.plan());
    }

    @Test
    void hasNoHistoryOutsideOfItsFolder() {
        KeptFile outside = new KeptFile(folder.resolve("home"), folder.resolve("plan"), () -> history);

        outside.keep(ECHO);

        assertThat(history.orElseThrow().files()).isEmpty();
    }

    private EarlierPlans earlier() {
        return new EarlierPlans(kept());
    }

    private KeptFile kept() {
        return new KeptFile(folder, folder.resolve("plan"), () -> history);
    }

    private static Extension extension(Plan plan, String number) {
        return plan.match("a", number).orElseThrow();
    }

    private LoadedPlan started(String file) throws IOException {
        save(file);
        WatchedFile watched = new WatchedFile(folder.resolve("plan"));
        LoadedPlan plan = new LoadedPlan(watched, report, earlier, () -> known, () -> now, Duration.ofSeconds(5));
        plan.read();
        return plan;
    }

    private void saveAndLook(LoadedPlan plan, String file) throws IOException {
        save(file);
        plan.look();
        plan.look();
    }

    // as an editor does it: beside the file, then renamed, so that no two versions look alike
    private void save(String text) throws IOException {
        Path beside = Files.createTempFile(folder, "new", "");
        Files.writeString(beside, text);
        Files.move(beside, folder.resolve("plan"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
