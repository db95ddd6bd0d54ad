package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.CallRecord;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelOwner;
import org.patchbay.channel.ChannelTechnology;
import org.patchbay.channel.Channels;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.LocationService;
import org.patchbay.channel.Origin;
import org.patchbay.channel.Party;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;

/** A call table with a technology of fake telephones: {@code contacts} says what rings for a user. */
final class Exchange implements ChannelTechnology, LocationService, AutoCloseable {
    static final MediaFormat PCMU = format(Direction.SENDRECV, Codec.PCMU);
    static final AddressOfRecord BEN = new AddressOfRecord("1002", "test");

    final Map<AddressOfRecord, List<Binding>> contacts = new ConcurrentHashMap<>();
    final BlockingQueue<FakeChannel> ringing = new LinkedBlockingQueue<>();
    final BlockingQueue<MediaFormat> offers = new LinkedBlockingQueue<>();
    final BlockingQueue<CallRecord> records = new LinkedBlockingQueue<>();
    final CallTable table;
    volatile Optional<String> device = Optional.empty();
    volatile boolean direct;
    volatile List<Diversion> diversions = List.of();
    final BlockingQueue<Origin> origins = new LinkedBlockingQueue<>();
    private final Channels.TechnologyPort port;
    private final AtomicInteger lastId = new AtomicInteger();

    Exchange() {
        this(100, Duration.ofSeconds(5));
    }

    Exchange(int limit, Duration routerWait) {
        this(limit, routerWait, Duration.ZERO);
    }

    Exchange(int limit, Duration routerWait, Duration silence) {
        var kept = new CallRecords();
        kept.bindListener(records::add);
        table = new CallTable(InstantSource.system(), limit, routerWait, silence, kept);
        table.bindLocations(this);
        port = table.attach(this);
    }

    static MediaFormat format(Direction direction, Codec... codecs) {
        return new MediaFormat(List.of(codecs), direction);
    }

    FakeChannel call(MediaFormat offer) {
        return call(Optional.of(offer));
    }

    FakeChannel call(Optional<MediaFormat> offer) {
        var made = new ArrayList<FakeChannel>();
        port.offered(owner -> {
            var channel = new FakeChannel("in-" + lastId.incrementAndGet(), owner, offer)
                    .wanting(device)
                    .diverted(diversions);
            made.add(channel);
            return channel;
        });
        return made.getFirst();
    }

    void register(String... devices) {
        List<Binding> bindings = new ArrayList<>();
        for (String device : devices) bindings.add(new Binding("fake", device, 1, Instant.MAX, Map.of()));
        contacts.put(BEN, bindings);
    }

    /** Registers several ways to one device, the last the newest. */
    void registerWays(String device, String... ways) {
        List<Binding> bindings = new ArrayList<>(contacts.getOrDefault(BEN, List.of()));
        for (String way : ways) {
            var expires = Instant.parse("2099-01-01T00:00:00Z").plusSeconds(bindings.size());
            bindings.add(new Binding("fake", way, 1, expires, Map.of(Binding.DEVICE, device)));
        }
        contacts.put(BEN, bindings);
    }

    FakeChannel nextRinging() throws InterruptedException {
        FakeChannel channel = ringing.poll(5, TimeUnit.SECONDS);
        if (channel == null) throw new AssertionError("nothing rings");
        return channel;
    }

    @Override
    public String scheme() {
        return "fake";
    }

    @Override
    public Channel originate(Binding to, Party caller, String dialled, MediaFormat offer, ChannelOwner owner) {
        return originate(to, offer, owner, Optional.empty());
    }

    @Override
    public Channel originate(
            Binding to, Origin origin, String dialled, MediaFormat offer, MediaSession caller, ChannelOwner owner) {
        origins.add(origin);
        return originate(to, offer, owner, Optional.of(caller).filter(media -> direct));
    }

    private Channel originate(Binding to, MediaFormat offer, ChannelOwner owner, Optional<MediaSession> caller) {
        var channel = new FakeChannel("out-" + lastId.incrementAndGet() + "-" + to.contact(), owner, Optional.empty());
        caller.ifPresent(channel.media::goDirect);
        channel.tellPlace();
        offers.add(offer);
        ringing.add(channel);
        return channel;
    }

    @Override
    public Channel originate(Binding to, Origin origin, String dialled, MediaFormat offer, ChannelOwner owner) {
        origins.add(origin);
        return originate(to, origin.caller(), dialled, offer, owner);
    }

    @Override
    public List<Binding> update(AddressOfRecord aor, UnaryOperator<List<Binding>> change) {
        return contacts.compute(aor, (user, now) -> change.apply(now == null ? List.of() : now));
    }

    @Override
    public List<Binding> lookup(AddressOfRecord aor) {
        return contacts.getOrDefault(aor, List.of());
    }

    @Override
    public Map<AddressOfRecord, List<Binding>> all() {
        return Map.copyOf(contacts);
    }

    @Override
    public void close() {
        table.deactivate();
    }
}
