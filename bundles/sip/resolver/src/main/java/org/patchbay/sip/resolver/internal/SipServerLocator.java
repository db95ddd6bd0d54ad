package org.patchbay.sip.resolver.internal;

import gov.nist.javax.sip.address.SipUri;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.io.Listener;
import org.patchbay.io.NameResolver;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.TargetResolver;

/** Finds servers as RFC 3263 section 4 says, with the transports of the listeners that there are at that moment. */
@Component
public final class SipServerLocator implements TargetResolver {
    private final SrvOrder order;

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Listener> listeners = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable NameResolver names;

    @Activate
    public SipServerLocator() {
        this(bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    SipServerLocator(IntUnaryOperator random) {
        this.order = new SrvOrder(random);
    }

    void use(List<Listener> listeners, @Nullable NameResolver names) {
        this.listeners = listeners;
        this.names = names;
    }

    @Override
    public CompletionStage<List<Hop>> resolve(SipUri uri) {
        var target = Target.of(uri);
        var ways = Ways.of(listeners);
        var literal = target.literal();
        if (literal.isPresent()) {
            // RFC 3263 section 4.2: an address in numbers is used as it is
            return CompletableFuture.completedStage(
                    Search.direct(List.of(literal.get()), target.usual(), target, ways));
        }
        var resolver = names;
        if (resolver == null) return CompletableFuture.failedStage(new IOException("no name resolver at the moment"));
        return unwrapped(new Search(target, ways, resolver, order).hops());
    }

    // stages wrap what goes wrong; the contract is an IOException as it is
    private static <T> CompletionStage<T> unwrapped(CompletionStage<T> stage) {
        var result = new CompletableFuture<T>();
        stage.whenComplete((value, failure) -> {
            if (failure == null) result.complete(value);
            else result.completeExceptionally(asIo(failure));
        });
        return result;
    }

    private static IOException asIo(Throwable failure) {
        var cause = failure.getCause();
        boolean wrapped = failure instanceof CompletionException || failure instanceof Settled.Unanswered;
        if (wrapped && cause != null) return asIo(cause);
        return failure instanceof IOException known
                ? known
                : new IOException("the search for a server failed", failure);
    }
}
