package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.BindingSource;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallRecord;
import org.patchbay.channel.CallRouter;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelOwner;
import org.patchbay.channel.ChannelTechnology;
import org.patchbay.channel.Channels;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.LocationService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of live calls: admits them, gives them their thread, and clears them when the bundle stops. */
@Component(configurationPid = "org.patchbay.channel.core")
@Designate(ocd = CallTable.Config.class)
public final class CallTable implements Channels, CallServices {
    private static final Logger LOG = LoggerFactory.getLogger(CallTable.class);

    private static final long LONGEST_LOOK_MILLIS = 10_000;

    private final InstantSource clock;
    private final int limit;
    private final Duration routerWait;
    private final Map<String, CallVerbs> calls = new ConcurrentHashMap<>();
    private final Map<String, ChannelTechnology> technologies = new ConcurrentHashMap<>();
    private final CallRecords records;
    private final RouterSlot routers = new RouterSlot();
    private final ScheduledThreadPoolExecutor timer;
    private final AtomicLong lastId = new AtomicLong();
    private final LongAdder offered = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder cleared = new LongAdder();
    private volatile boolean closed;

    private volatile @Nullable LocationService locations;

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<BindingSource> sources = List.of();

    /** Settings of the call table. */
    @ObjectClassDefinition(
            name = "Patchbay calls",
            description = "How many calls there may be, and how long they wait.")
    public @interface Config {
        @AttributeDefinition(
                name = "Calls at once",
                description = "Further calls are answered \"503 Service Unavailable\". 1 to 1000000.")
        int calls_max() default 10_000;

        @AttributeDefinition(
                name = "Wait for the PBX (seconds)",
                description = "How long a call that is not up waits while the PBX is being replaced. 1 to 60.")
        int router_wait_seconds() default 10;

        @AttributeDefinition(
                name = "End calls without media (seconds)",
                description =
                        "A call is cleared when a phone that is not on hold has sent neither sound nor reports for so"
                                + " long: it has lost its network or its power. 1 to 86400; 0 never.")
        int media_timeout_seconds() default 300;
    }

    @Activate
    public CallTable(Config config, @Reference CallRecords records) {
        this(
                InstantSource.system(),
                within("calls.max", config.calls_max(), 1_000_000),
                Duration.ofSeconds(within("router.wait.seconds", config.router_wait_seconds(), 60)),
                silence(config.media_timeout_seconds()),
                records);
    }

    private CallRecord record(LiveCall call) {
        CallVerbs verbs = calls.get(call.id());
        return verbs == null
                ? call.record(Optional.empty(), Map.of()) // it was not admitted
                : call.record(verbs.position(), verbs.variables());
    }

    private static Duration silence(int seconds) {
        return seconds == 0 ? Duration.ZERO : Duration.ofSeconds(within("media.timeout.seconds", seconds, 86_400));
    }

    private static int within(String key, int value, int most) {
        if (value < 1 || value > most) throw new IllegalArgumentException(key + " " + value + " is not 1 to " + most);
        return value;
    }

    CallTable(InstantSource clock, int limit, Duration routerWait) {
        this(clock, limit, routerWait, Duration.ZERO, new CallRecords());
    }

    /** @param silence how long a peer may send nothing; zero for as long as it likes */
    CallTable(InstantSource clock, int limit, Duration routerWait, Duration silence, CallRecords records) {
        this.records = records;
        this.clock = clock;
        this.limit = limit;
        this.routerWait = routerWait;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("call-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        if (!silence.isZero()) watch(silence);
    }

    private void watch(Duration silence) {
        long everyMillis = Math.clamp(silence.toMillis() / 4, 1, LONGEST_LOOK_MILLIS);
        var unused = timer.scheduleWithFixedDelay(
                () -> calls.values().forEach(call -> call.clearIfDead(silence)),
                everyMillis,
                everyMillis,
                TimeUnit.MILLISECONDS);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLocations(LocationService service) {
        locations = service;
    }

    void sources(List<BindingSource> present) {
        sources = List.copyOf(present);
    }

    void unbindLocations(LocationService service) {
        if (locations == service) locations = null;
    }

    @Deactivate
    void deactivate() {
        shutDown(Cause.TEMPORARY_FAILURE); // a caller whose call still rings is to try again
        timer.shutdownNow();
    }

    @Override
    public TechnologyPort attach(ChannelTechnology technology) {
        String scheme = technology.scheme();
        technologies.put(scheme, technology);
        return new TechnologyPort() {
            @Override
            public void offered(Function<ChannelOwner, Channel> channel) {
                begin(channel);
            }

            @Override
            public void close() {
                technologies.remove(scheme, technology);
            }
        };
    }

    private void begin(Function<ChannelOwner, Channel> channel) {
        offered.increment();
        LiveCall live = newCall();
        boolean admitted = !closed && calls.size() < limit;
        live.execute(() -> {
            live.begin(channel);
            if (!admitted) live.clear(Cause.CONGESTION);
            else if (Diversion.tooMany(live.beginning().origin().diversions()))
                live.clear(Cause.EXCHANGE_ROUTING_ERROR);
        });
        // not within the task: the logic's first verb would find the mailbox taken, and wait for this thread
        if (!live.hasBegun()) cleared.increment(); // its channel could not be made
        else if (admitted) start(live);
    }

    @Override
    public void start(LiveCall live) {
        var call = new CallVerbs(live);
        calls.put(call.id(), call);
        LOG.debug("call {}: {} calls {}", call.id(), call.caller().number(), call.dialled());
        var logic = new CallLogic(call, routers, routerWait, () -> live.logicEnded(() -> calls.remove(call.id())));
        Thread.ofVirtual().name("call-" + call.id()).start(logic);
        if (closed) call.clear(Cause.TEMPORARY_FAILURE); // admitted before, and perhaps not seen by who clears them all
    }

    @Override
    public Optional<LiveCall> admit() {
        if (closed || calls.size() >= limit) return Optional.empty();
        offered.increment();
        return Optional.of(newCall());
    }

    private LiveCall newCall() {
        return new LiveCall("c" + Long.toString(lastId.incrementAndGet(), 36), this);
    }

    @Override
    public Attachment attach(CallRouter router) {
        return routers.attach(router);
    }

    @Override
    public Optional<Call> call(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    @Override
    public Collection<Call> calls() {
        return List.copyOf(calls.values());
    }

    @Override
    public CallCounters counters() {
        return new CallCounters(offered.sum(), answered.sum(), cleared.sum(), calls.size());
    }

    @Override
    public void shutDown(Cause cause) {
        closed = true;
        calls.values().forEach(call -> {
            call.clear(cause);
            call.isCleared(); // waits, a moment at most, until the legs have been told
        });
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public List<Binding> lookup(AddressOfRecord user) {
        LocationService service = locations;
        List<Binding> registered = service == null ? List.of() : service.lookup(user);
        if (!registered.isEmpty()) return registered;
        return sources.stream()
                .map(source -> source.lookup(user))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    @Override
    public @Nullable ChannelTechnology technology(String scheme) {
        return technologies.get(scheme);
    }

    @Override
    public void answered() {
        answered.increment();
    }

    @Override
    public void cleared(LiveCall call) {
        cleared.increment();
        if (call.hasBegun()) records.ended(record(call));
        LOG.debug("call {}: cleared", call.id());
    }
}
