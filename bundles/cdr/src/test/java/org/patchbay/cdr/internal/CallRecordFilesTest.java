package org.patchbay.cdr.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallRecord;
import org.patchbay.channel.CallRecord.Side;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Party;
import org.patchbay.channel.Position;
import org.patchbay.media.MediaQuality;
import org.patchbay.media.MediaStatistics;
import org.patchbay.media.StreamQuality;

class CallRecordFilesTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path home;

    private CallRecordFiles files;

    @AfterEach
    void close() throws InterruptedException {
        if (files != null) files.deactivate();
    }

    private CallRecordFiles open(int keepDays) {
        files = new CallRecordFiles(
                home.resolve("cdr"), keepDays, Clock.fixed(NOON, ZoneOffset.UTC), Duration.ofMillis(20));
        return files;
    }

    private static CallRecord call(String id, Instant started, String name) {
        var heard =
                new StreamQuality(500, 5, 0.01, 1, 2, 3, 0.2, 0.01, Duration.ofNanos(3_250_000), Duration.ZERO, 4.21);
        var quality = new MediaQuality(
                Optional.of("PCMA"), Optional.of(heard), Optional.empty(), Optional.of(Duration.ofMillis(12)));
        var media = new MediaStatistics(
                495,
                0,
                600,
                Optional.of(new InetSocketAddress("192.0.2.7", 4000)),
                Optional.of(new InetSocketAddress("192.0.2.7", 4000)),
                Duration.ZERO,
                false,
                quality);
        Instant answered = started.plusMillis(2500);
        Instant ended = started.plusSeconds(10);
        return new CallRecord(
                id,
                started,
                Optional.of(answered),
                ended,
                new Party("1001", name),
                "1002",
                "internal",
                Optional.of(new AddressOfRecord("1001", "patchbay")),
                Cause.NORMAL_CLEARING,
                Side.CALLED,
                Optional.of(new Position("internal", "1XXX", 1)),
                Map.of(Call.APPLICATION, "dial 1.2.0", "account", "4711"),
                List.of("support/talk"),
                List.of(
                        new CallRecord.Leg(
                                "l1",
                                "1001",
                                Side.CALLER,
                                started,
                                Optional.of(answered),
                                ended,
                                Optional.of(Cause.NORMAL_CLEARING),
                                media),
                        new CallRecord.Leg(
                                "l2",
                                "1002",
                                Side.CALLED,
                                started,
                                Optional.empty(),
                                ended,
                                Optional.empty(),
                                new MediaStatistics(0, 0, 0, Optional.empty(), Optional.empty(), Duration.ZERO))));
    }

    private List<Map<String, String>> rows(String file) throws IOException {
        Path path = home.resolve("cdr").resolve(file);
        if (!Files.exists(path)) return List.of();
        List<String> lines = Files.readString(path).lines().toList();
        List<String> titles = Arrays.asList(lines.getFirst().split(",", -1));
        return lines.stream().skip(1).map(line -> row(titles, line)).toList();
    }

    private static Map<String, String> row(List<String> titles, String line) {
        String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        assertThat(cells).hasSameSizeAs(titles);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) row.put(titles.get(i), cells[i]);
        return row;
    }

    private void awaitCalls(String day, int count) {
        await().untilAsserted(() -> assertThat(rows("calls-" + day + ".csv")).hasSize(count));
    }

    @Test
    void writesARowForTheCall() throws IOException {
        open(0).ended(call("c7", NOON, "Ann \"the boss\", sales"));

        awaitCalls("2026-11-24", 1);
        assertThat(rows("calls-2026-11-24.csv").getFirst())
                .containsExactlyEntriesOf(ordered(
                        "call", "20261124-120000-c7",
                        "started", "2026-11-24T12:00Z",
                        "answered", "2026-11-24T12:00:02.500Z",
                        "ended", "2026-11-24T12:00:10Z",
                        "seconds", "10.000",
                        "talked", "7.500",
                        "caller", "1001",
                        "caller_name", "\"Ann \"\"the boss\"\", sales\"",
                        "dialled", "1002",
                        "context", "internal",
                        "subscriber", "1001@patchbay",
                        "cause", "normal",
                        "q850", "16",
                        "ended_by", "called",
                        "application", "dial 1.2.0",
                        "step", "internal/1XXX/1",
                        "account", "4711",
                        "transferred_by", "",
                        "recordings", "support/talk",
                        "legs", "2"));
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return map;
    }

    @Test
    void writesARowForEachLegWithHowItSounded() throws IOException {
        open(0).ended(call("c7", NOON, "Ann"));

        awaitCalls("2026-11-24", 1);
        List<Map<String, String>> legs = rows("legs-2026-11-24.csv");
        assertThat(legs).hasSize(2);
        assertThat(legs.getFirst())
                .containsEntry("call", "20261124-120000-c7")
                .containsEntry("side", "caller")
                .containsEntry("cause", "normal")
                .containsEntry("codec", "PCMA")
                .containsEntry("media", "relayed")
                .containsEntry("address_seen", "192.0.2.7:4000")
                .containsEntry("packets_in", "495")
                .containsEntry("packets_out", "600")
                .containsEntry("lost_in", "5")
                .containsEntry("loss_in_percent", "1.00")
                .containsEntry("longest_loss_in", "3")
                .containsEntry("duplicates_in", "1")
                .containsEntry("reordered_in", "2")
                .containsEntry("jitter_in_ms", "3.3")
                .containsEntry("mos_in", "4.21")
                .containsEntry("mos_out", "")
                .containsEntry("round_trip_ms", "12.0");
        assertThat(legs.getLast())
                .containsEntry("side", "called")
                .containsEntry("answered", "")
                .containsEntry("cause", "")
                .containsEntry("codec", "");
    }

    @Test
    void beginsANewFileEachDayAndDeletesOldOnes() throws IOException {
        Files.createDirectories(home.resolve("cdr"));
        for (String old :
                new String[] {"calls-2026-11-13.csv", "legs-2026-11-13.csv", "calls-2026-11-14.csv", "notes.csv"})
            Files.writeString(home.resolve("cdr").resolve(old), "x\r\n");

        open(10).ended(call("c1", NOON.minus(Duration.ofDays(1)), ""));
        files.ended(call("c2", NOON, ""));

        awaitCalls("2026-11-23", 1);
        awaitCalls("2026-11-24", 1);
        await().untilAsserted(() ->
                assertThat(home.resolve("cdr/calls-2026-11-13.csv")).doesNotExist());
        assertThat(home.resolve("cdr/legs-2026-11-13.csv")).doesNotExist();
        assertThat(home.resolve("cdr/calls-2026-11-14.csv")).exists();
        assertThat(home.resolve("cdr/notes.csv")).exists();
    }

    @Test
    void cutsOffHalfARowThatACrashHasLeft() throws IOException {
        open(0).ended(call("c1", NOON, ""));
        awaitCalls("2026-11-24", 1);
        Path path = home.resolve("cdr/calls-2026-11-24.csv");
        Files.writeString(path, Files.readString(path) + "20261124-120000-c2,2026-11");

        files.ended(call("c3", NOON, ""));

        await().untilAsserted(() -> assertThat(rows("calls-2026-11-24.csv"))
                .extracting(row -> row.get("call"))
                .containsExactly("20261124-120000-c1", "20261124-120000-c3"));
    }

    @Test
    void keepsCallsWhileTheyCannotBeWritten() throws Exception {
        Files.writeString(home.resolve("cdr"), "in the way of the folder");
        open(0);
        for (int i = 0; i < 600; i++) files.ended(call("c" + i, NOON, ""));
        Thread.sleep(100);

        Files.delete(home.resolve("cdr"));

        awaitCalls("2026-11-24", 600);
        assertThat(rows("legs-2026-11-24.csv")).hasSize(1200);
        assertThat(rows("calls-2026-11-24.csv"))
                .extracting(row -> row.get("call"))
                .doesNotHaveDuplicates();
    }

    @Test
    void writesNoLegsTwiceWhenTheCallsCannotBeWritten() throws Exception {
        Path inTheWay = Files.createDirectories(home.resolve("cdr/calls-2026-11-24.csv"));
        open(0).ended(call("c1", NOON, ""));
        Thread.sleep(200);

        Files.delete(inTheWay);

        awaitCalls("2026-11-24", 1);
        assertThat(rows("legs-2026-11-24.csv")).hasSize(2);
    }

    @Test
    void writesWhatWaitsWhenItIsStopped() throws Exception {
        open(0);
        IntStream.range(0, 2000).forEach(i -> files.ended(call("c" + i, NOON, "")));

        files.deactivate();

        assertThat(rows("calls-2026-11-24.csv")).hasSize(2000);
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        open(0).ended(call("c1", NOON, ""));
        awaitCalls("2026-11-24", 1);

        assertThat(Files.getPosixFilePermissions(home.resolve("cdr/calls-2026-11-24.csv")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private record Settings(String folder, int keep_days) implements CdrConfig {
        @Override
        public Class<? extends Annotation> annotationType() {
            return CdrConfig.class;
        }
    }

    @Test
    void refusesASettingThatMakesNoSense() {
        BundleContext context = (BundleContext) java.lang.reflect.Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> home.toString());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallRecordFiles(context, new Settings("data/cdr", -1)))
                .withMessageContaining("keep.days -1");
    }
}
