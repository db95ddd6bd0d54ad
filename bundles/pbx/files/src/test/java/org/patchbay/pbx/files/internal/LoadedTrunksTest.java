package org.patchbay.pbx.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.Trunks;

class LoadedTrunksTest {
    @TempDir
    Path folder;

    private final List<String> kept = new ArrayList<>();
    private final List<List<String>> told = new ArrayList<>();
    private final Report report = new Report(Path.of("etc/trunks.yaml"));

    @Test
    void hasNoTrunksAndNothingToSayWithoutAFile() {
        LoadedTrunks trunks = begun();

        look(trunks);

        assertThat(trunks.trunks()).isEmpty();
        assertThat(report.state().refusal()).isEmpty();
    }

    @Test
    void takesAFileThatComesLater() throws IOException {
        LoadedTrunks trunks = begun();
        Trunks.Watch watch = trunks.watch(this::tell);

        write("trunks: [{name: a, server: h}]");
        look(trunks);
        watch.close();
        write("trunks: [{name: b, server: other.example}]");
        look(trunks);

        assertThat(told).containsExactly(List.of(), List.of("a"));
        assertThat(trunks.trunks()).extracting(Trunk::name).containsExactly("b");
    }

    @Test
    void keepsTheTrunksWhenTheNextVersionIsRefused() throws IOException {
        write("trunks: [{name: a, server: h}]");
        LoadedTrunks trunks = begun();

        write("trunks: [{name: a}]");
        look(trunks);

        assertThat(trunks.trunks()).extracting(Trunk::name).containsExactly("a");
        assertThat(report.state().refusal()).contains("etc/trunks.yaml: line 1, column 10: a trunk has no server");
        assertThat(kept).containsExactly("trunks: [{name: a, server: h}]");
    }

    @Test
    void keepsTheTrunksWhenTheFileIsDeleted() throws IOException {
        write("trunks: [{name: a, server: h}]");
        LoadedTrunks trunks = begun();

        Files.delete(file());
        look(trunks);

        assertThat(trunks.trunks()).hasSize(1);
        assertThat(report.state().refusal()).contains("etc/trunks.yaml: there is no such file");
    }

    @Test
    void tellsNobodyOfAVersionWithTheSameTrunks() throws IOException {
        write("trunks: [{name: a, server: h}]");
        LoadedTrunks trunks = begun();
        trunks.watch(this::tell);

        write("# a remark\ntrunks: [{name: a, server: h}]");
        look(trunks);

        assertThat(told).containsExactly(List.of("a"));
        assertThat(kept).hasSize(2);
    }

    @Test
    void knowsWhichTrunksADialplanDialsByWayOf() {
        Plan plan = DialplanFile.read("""
            a:
              - match: "0."
                do: [{dial: {trunk: carrier, number: "${number}"}}, {dial: {trunk: "${t}", number: "1"}}]
            b:
              - {match: "1", do: [{dial: {trunk: branch, number: "1"}}, {dial: "1002"}, {play: tone}]}
            """);

        assertThat(plan.trunks()).containsExactlyInAnyOrder("carrier", "branch");
    }

    private void tell(List<Trunk> trunks) {
        told.add(trunks.stream().map(Trunk::name).toList());
    }

    private LoadedTrunks begun() {
        var trunks = new LoadedTrunks(
                new WatchedFile(file()), report, new Secrets(folder, _ -> ""), () -> Instant.EPOCH, kept::add);
        trunks.begin();
        return trunks;
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }

    private static void look(LoadedTrunks trunks) {
        trunks.look(Optional::empty);
        trunks.look(Optional::empty);
    }

    private Path file() {
        return folder.resolve("trunks");
    }
}
