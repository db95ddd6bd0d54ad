package org.patchbay.console.testing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.patchbay.application.Applications;
import org.patchbay.application.Deployments;
import org.patchbay.application.StuckRun;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channels;
import org.patchbay.channel.LocationService;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.io.Listener;
import org.patchbay.io.RtpPorts;
import org.patchbay.io.TransportProtocol;
import org.patchbay.media.Conferences;
import org.patchbay.media.MediaSessions;
import org.patchbay.pbx.Credentials;
import org.patchbay.pbx.DataFile;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.FileHistory;
import org.patchbay.pbx.Subscriber;
import org.patchbay.pbx.TrunkState;
import org.patchbay.pbx.TrunkStates;
import org.patchbay.sip.SipTransactions;

/** Modules that hold what a test put there; none of them is running until it did. */
public final class FakeModules implements Modules {
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private final Map<String, Cause> cleared = new LinkedHashMap<>();
    private final Map<AddressOfRecord, List<Binding>> bindings = new LinkedHashMap<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final List<DataFile> files = new ArrayList<>();
    private boolean channelsRun;
    private boolean locationsRun;
    private boolean directoryRuns;
    private Optional<ServiceComponentRuntime> components = Optional.empty();
    private Optional<Applications> applications = Optional.empty();
    private Optional<Deployments> deployments = Optional.empty();
    private Optional<FileHistory> history = Optional.empty();
    private Optional<RtpPorts> ports = Optional.empty();
    private Optional<Conferences> conferences = Optional.empty();
    private Optional<TrunkStates> trunks = Optional.empty();
    private Optional<SipTransactions> transactions = Optional.empty();
    private List<Listener> listeners = List.of();

    public FakeModules withChannels() {
        channelsRun = true;
        return this;
    }

    public FakeModules withLocations() {
        locationsRun = true;
        return this;
    }

    public FakeModules withDirectory() {
        directoryRuns = true;
        return this;
    }

    public FakeModules with(CallSnapshot snapshot) {
        calls.put(snapshot.id(), call(snapshot.id(), snapshot));
        return withChannels();
    }

    /** Adds a call that can't tell how it stands. */
    public FakeModules withBrokenCall(String id) {
        calls.put(id, Fakes.of(Call.class, (method, arguments) -> {
            if (method.equals("id")) return id;
            throw new IllegalStateException("ended");
        }));
        return withChannels();
    }

    public FakeModules withUser(String number, String name) {
        var credentials = new Credentials(Optional.of("0".repeat(32)), Optional.empty());
        subscribers.add(new Subscriber(address(number), name, "internal", 3, credentials));
        return withDirectory();
    }

    public FakeModules withContact(String number, String contact, Instant expires, Map<String, String> attributes) {
        bindings.computeIfAbsent(address(number), key -> new ArrayList<>())
                .add(new Binding("sip", contact, 1, expires, attributes));
        return withLocations();
    }

    public FakeModules withTrunks(TrunkState... states) {
        trunks = Optional.of(() -> List.of(states));
        return this;
    }

    @Override
    public Optional<TrunkStates> trunks() {
        return trunks;
    }

    public FakeModules withPorts(int inUse, int capacity) {
        ports = Optional.of(Fakes.of(RtpPorts.class, (method, arguments) -> switch (method) {
            case "inUse" -> Collections.nCopies(inUse, "port");
            case "capacity" -> capacity;
            default -> Fakes.unexpected(method);
        }));
        return this;
    }

    public FakeModules withSip(String... transports) {
        transactions = Optional.of(Fakes.of(SipTransactions.class, (method, arguments) -> switch (method) {
            case "counters" -> new SipTransactions.TransactionCounters(2, 1, 5, 50, 40, Map.of("stray response", 3L));
            default -> Fakes.unexpected(method);
        }));
        listeners = Stream.of(transports).map(FakeModules::listener).toList();
        return this;
    }

    private static Listener listener(String transport) {
        return Fakes.of(Listener.class, (method, arguments) -> switch (method) {
            case "protocol" -> TransportProtocol.valueOf(transport.toUpperCase(Locale.ROOT));
            case "name" -> transport;
            case "advertised" -> new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060);
            default -> Fakes.unexpected(method);
        });
    }

    public FakeModules with(ServiceComponentRuntime runtime) {
        components = Optional.of(runtime);
        return this;
    }

    public FakeModules with(Deployments running) {
        deployments = Optional.of(running);
        return this;
    }

    public FakeModules with(FileHistory running) {
        history = Optional.of(running);
        return this;
    }

    /** Adds an application host with these runs, which are the only calls that it can end. */
    public FakeModules withStuck(StuckRun... runs) {
        List<StuckRun> stuck = new ArrayList<>(List.of(runs));
        applications = Optional.of(Fakes.of(Applications.class, (method, arguments) -> switch (method) {
            case "stuck" -> stuck;
            case "end" -> stuck.removeIf(run -> run.call().equals(arguments[0]));
            default -> Fakes.unexpected(method);
        }));
        return this;
    }

    public FakeModules with(DataFile file) {
        files.add(file);
        return this;
    }

    /** Returns the calls that were cleared, and why. */
    public Map<String, Cause> cleared() {
        return cleared;
    }

    private static AddressOfRecord address(String number) {
        return new AddressOfRecord(number, "patchbay");
    }

    private Call call(String id, CallSnapshot snapshot) {
        return Fakes.of(Call.class, (method, arguments) -> switch (method) {
            case "id" -> id;
            case "snapshot" -> snapshot;
            case "clear" -> cleared.put(id, (Cause) arguments[0]);
            default -> Fakes.unexpected(method);
        });
    }

    @Override
    public Optional<Channels> channels() {
        if (!channelsRun) return Optional.empty();
        return Optional.of(Fakes.of(Channels.class, (method, arguments) -> switch (method) {
            case "calls" -> List.copyOf(calls.values());
            case "call" -> Optional.ofNullable(calls.get((String) arguments[0]));
            case "counters" -> new Channels.CallCounters(10, 7, 8, calls.size());
            default -> Fakes.unexpected(method);
        }));
    }

    @Override
    public Optional<LocationService> locations() {
        if (!locationsRun) return Optional.empty();
        return Optional.of(Fakes.of(
                LocationService.class,
                (method, arguments) -> method.equals("all") ? bindings : Fakes.unexpected(method)));
    }

    @Override
    public Optional<SipTransactions> transactions() {
        return transactions;
    }

    @Override
    public Optional<RtpPorts> ports() {
        return ports;
    }

    /** Adds a media module with these conferences. */
    public FakeModules withConferences(List<Conferences.Conference> all) {
        conferences = Optional.of(() -> all);
        return this;
    }

    @Override
    public Optional<Conferences> conferences() {
        return conferences;
    }

    @Override
    public Optional<MediaSessions> media() {
        return Optional.empty();
    }

    @Override
    public Optional<ServiceComponentRuntime> components() {
        return components;
    }

    @Override
    public Optional<Applications> applications() {
        return applications;
    }

    @Override
    public Optional<Deployments> deployments() {
        return deployments;
    }

    @Override
    public Optional<FileHistory> history() {
        return history;
    }

    @Override
    public List<Directory> directories() {
        if (!directoryRuns) return List.of();
        return List.of(Fakes.of(Directory.class, (method, arguments) -> switch (method) {
            case "realm" -> "patchbay";
            case "subscribers" -> subscribers;
            default -> Fakes.unexpected(method);
        }));
    }

    @Override
    public List<Listener> listeners() {
        return listeners;
    }

    @Override
    public List<DataFile> files() {
        return files;
    }
}
