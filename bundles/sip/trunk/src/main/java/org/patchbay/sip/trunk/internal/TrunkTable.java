package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.BindingSource;
import org.patchbay.io.NameResolver;
import org.patchbay.io.Timers;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.TrunkState;
import org.patchbay.pbx.TrunkStates;
import org.patchbay.pbx.Trunks;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.PeerRecognizer;
import org.patchbay.sip.RequestAuthenticator;
import org.patchbay.sip.SipTransactions;
import org.patchbay.sip.TargetResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trunks at work, as {@link Trunks} has them in force. One that hasn't changed isn't touched when others do. */
@Component(
        immediate = true, // trunks register whether anybody asks for them or not
        service = {BindingSource.class, PeerRecognizer.class, RequestAuthenticator.class, TrunkStates.class})
public final class TrunkTable implements BindingSource, PeerRecognizer, RequestAuthenticator, TrunkStates {
    private static final Logger LOG = LoggerFactory.getLogger(TrunkTable.class);
    private static final long STOP_MILLIS = 300;
    private static final Duration REPLACED_WITHIN = Duration.ofSeconds(2);

    private final Surroundings around;
    private volatile Map<String, LiveTrunk> live = Map.of();
    private final Map<Trunks, Trunks.Watch> watches = new ConcurrentHashMap<>();
    private boolean closed;

    /** Called by the framework. */
    @Activate
    public TrunkTable(
            @Reference SipTransactions transactions,
            @Reference TargetResolver targets,
            @Reference NameResolver names,
            @Reference Timers timers) {
        this(Surroundings.of(transactions, targets, names, timers));
    }

    TrunkTable(Surroundings around) {
        this.around = around;
    }

    /** Takes what is in force of {@code present} from now on. While no source is there, the trunks stay as they are. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setTrunks(Trunks present) {
        watches.put(present, present.watch(this::inForce));
    }

    /** Asks {@code gone} no longer. */
    public void unsetTrunks(Trunks gone) {
        Trunks.Watch watch = watches.remove(gone);
        if (watch != null) watch.close();
    }

    /** Makes {@code trunks} the ones at work. */
    synchronized void inForce(List<Trunk> trunks) {
        if (closed) return;
        Map<String, LiveTrunk> before = live;
        Map<String, LiveTrunk> now = new LinkedHashMap<>();
        for (Trunk trunk : trunks) {
            LiveTrunk same = before.get(trunk.name());
            if (same != null && same.trunk().equals(trunk)) now.put(trunk.name(), same);
            else begin(trunk, same).ifPresent(fresh -> now.put(trunk.name(), fresh));
        }
        live = Collections.unmodifiableMap(now);
        before.values().stream()
                .filter(old -> !now.containsKey(old.trunk().name()))
                .forEach(old -> end(old, () -> {}));
    }

    private Optional<LiveTrunk> begin(Trunk trunk, @Nullable LiveTrunk before) {
        try {
            var fresh = new LiveTrunk(trunk, around);
            fresh.start();
            // the same Contact may be in both: it must not be removed after it was registered anew
            if (before == null) fresh.register();
            else end(before, fresh::register);
            return Optional.of(fresh);
        } catch (IllegalArgumentException unusable) {
            LOG.error("trunk {} can't be used: {}", trunk.name(), unusable.getMessage());
            return Optional.empty();
        }
    }

    /** Stops {@code old}, in a bounded time, and then goes on with {@code next}. */
    private void end(LiveTrunk old, Runnable next) {
        CompletableFuture<Void> over = old.stop().toCompletableFuture();
        around.timers().after(REPLACED_WITHIN.toMillis(), old, () -> over.complete(null));
        over.thenRun(() -> {
            old.abandon();
            next.run();
        });
    }

    @Deactivate
    void stop() {
        Collection<LiveTrunk> ending;
        synchronized (this) {
            closed = true;
            ending = live.values();
            live = Map.of();
        }
        List<CompletableFuture<Void>> stopping = new ArrayList<>();
        for (LiveTrunk trunk : ending) stopping.add(trunk.stop().toCompletableFuture());
        try {
            CompletableFuture.allOf(stopping.toArray(CompletableFuture[]::new)).get(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.info("a trunk's server did not confirm in time that we are gone");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        ending.forEach(LiveTrunk::abandon);
    }

    // ---- what others ask

    @Override
    public List<Binding> lookup(AddressOfRecord address) {
        Optional<String> name = address.trunk();
        if (name.isEmpty()) return List.of();
        LiveTrunk trunk = live.get(name.get());
        if (trunk != null) return trunk.bindings(address.user());
        LOG.warn("a call to {} has no trunk {}", address.user(), name.get());
        return List.of();
    }

    @Override
    public Optional<Peer> recognize(IncomingRequest invite) {
        record Candidate(LiveTrunk trunk, int certainty) {}
        if (live.isEmpty()) return Optional.empty(); // the common case, and every call comes by
        return live.values().stream()
                .map(trunk -> new Candidate(trunk, trunk.recognition().certainty(invite)))
                .filter(candidate -> candidate.certainty() > Recognition.STRANGER)
                // of equals the first in the file, and the sort keeps their order
                .sorted(Comparator.comparingInt(Candidate::certainty).reversed())
                .findFirst()
                .map(found -> found.trunk().recognition().peer(invite.message()));
    }

    @Override
    public Optional<SIPRequest> answer(String peer, SIPRequest refused, SIPResponse challenge) {
        LiveTrunk trunk = live.get(peer);
        return trunk == null ? Optional.empty() : trunk.answer(refused, challenge);
    }

    @Override
    public List<TrunkState> states() {
        return live.values().stream().map(LiveTrunk::state).toList();
    }
}
