package org.patchbay.console.view.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.patchbay.channel.Channels;
import org.patchbay.channel.LocationService;
import org.patchbay.io.Listener;
import org.patchbay.io.RtpPorts;
import org.patchbay.io.TransportProtocol;
import org.patchbay.pbx.DataFile;
import org.patchbay.pbx.Directory;
import org.patchbay.sip.SipTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the server stands, for the first page, for monitoring, and for tests that look for leaks. A module that is away
 * is {@code null} in the JSON. docs/console.md tells each field.
 */
public record Status(
        long now,
        long uptimeMillis,
        Optional<Calls> calls,
        Optional<Rtp> rtp,
        Optional<Sip> sip,
        Optional<Registrations> registrations,
        Optional<Users> users,
        boolean media,
        List<File> files,
        List<Waiting> waiting,
        Process process) {
    private static final Logger LOG = LoggerFactory.getLogger(Status.class);

    /** Calls since the start, and those that are up. */
    public record Calls(int live, long offered, long answered, long cleared) {}

    /** RTP port pairs. */
    public record Rtp(int inUse, int capacity) {}

    /** The SIP stack. */
    public record Sip(
            List<Address> addresses,
            int serverTransactions,
            int clientTransactions,
            int lingering,
            long requestsReceived,
            long responsesReceived,
            Map<String, Long> dropped) {}

    /** Where phones reach the server. */
    public record Address(String transport, String address) {}

    /** What the location service holds. */
    public record Registrations(int addresses, int contacts) {}

    /** Who may use the server. */
    public record Users(int count, List<String> realms) {}

    /**
     * A file of users or extensions: how many of them are in force since {@code loaded}, their generation, and why what the file says now is
     * not.
     */
    public record File(
            String path, int entries, Optional<Long> loaded, Optional<String> generation, Optional<String> refusal) {}

    /** The Java process; {@code collected} tells whether garbage was collected just before. */
    public record Process(
            long pid, long cpuMillis, int threads, long heapUsedBytes, long heapMaxBytes, boolean collected) {}

    /** Asks all modules; {@code collect} collects garbage first, which stops the whole server for a moment. */
    public static Status of(Modules modules, boolean collect, InstantSource clock) {
        return new Status(
                clock.millis(),
                ManagementFactory.getRuntimeMXBean().getUptime(),
                modules.channels().map(Status::calls),
                modules.ports().map(Status::rtp),
                modules.transactions().map(transactions -> sip(transactions, modules.listeners())),
                modules.locations().map(Status::registrations),
                users(modules.directories()),
                modules.media().isPresent(),
                files(modules.files()),
                Waiting.of(modules.components()),
                process(collect));
    }

    private static Calls calls(Channels channels) {
        Channels.CallCounters counters = channels.counters();
        return new Calls(counters.live(), counters.offered(), counters.answered(), counters.cleared());
    }

    private static Rtp rtp(RtpPorts ports) {
        return new Rtp(ports.inUse().size(), ports.capacity());
    }

    private static Sip sip(SipTransactions transactions, List<Listener> listeners) {
        SipTransactions.TransactionCounters counters = transactions.counters();
        return new Sip(
                listeners.stream()
                        .map(listener -> new Address(listener.protocol().word(), Addresses.text(listener.advertised())))
                        .sorted(Comparator.comparing(address ->
                                TransportProtocol.valueOf(address.transport().toUpperCase(Locale.ROOT))))
                        .toList(),
                counters.serverTransactions(),
                counters.clientTransactions(),
                counters.lingering(),
                counters.requestsReceived(),
                counters.responsesReceived(),
                counters.dropped());
    }

    private static Registrations registrations(LocationService locations) {
        var all = locations.all();
        return new Registrations(
                all.size(), all.values().stream().mapToInt(List::size).sum());
    }

    private static Optional<Users> users(List<Directory> directories) {
        if (directories.isEmpty()) return Optional.empty();
        int count = directories.stream()
                .mapToInt(directory -> directory.subscribers().size())
                .sum();
        return Optional.of(new Users(
                count, directories.stream().map(Directory::realm).distinct().toList()));
    }

    private static List<File> files(List<DataFile> files) {
        return files.stream()
                .map(file -> new File(
                        file.path().toString(),
                        file.entries(),
                        file.loaded().map(Instant::toEpochMilli),
                        file.generation(),
                        file.refusal()))
                .sorted(Comparator.comparing(File::path))
                .toList();
    }

    @SuppressWarnings("SystemGcCall") // asked for by the tests that look for leaks
    private static Process process(boolean collect) {
        if (collect) System.gc();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        ProcessHandle process = ProcessHandle.current();
        return new Process(
                process.pid(),
                process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                heap.getUsed(),
                heap.getMax(),
                collect);
    }
}
