package org.patchbay.sip.resolver.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.io.NameResolver;

/** A name system in memory, which remembers what it was asked. */
final class FakeNames implements NameResolver {
    private final Map<String, List<Naptr>> naptrs = new HashMap<>();
    private final Map<String, List<Srv>> srvs = new HashMap<>();
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();
    private final Set<String> failing = new HashSet<>();
    private final List<String> asked = new ArrayList<>();

    FakeNames naptr(String domain, int order, int preference, String service, String replacement) {
        return naptr(domain, new Naptr(order, preference, "s", service, replacement));
    }

    FakeNames naptr(String domain, Naptr record) {
        naptrs.computeIfAbsent(domain, _ -> new ArrayList<>()).add(record);
        naptrs.get(domain).sort(Comparator.comparingInt(Naptr::order).thenComparingInt(Naptr::preference));
        return this;
    }

    FakeNames srv(String name, int priority, int weight, int port, String target) {
        srvs.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Srv(priority, weight, port, target));
        srvs.get(name).sort(Comparator.comparingInt(Srv::priority));
        return this;
    }

    FakeNames host(String name, String... literals) {
        addresses.put(name, Arrays.stream(literals).map(InetAddress::ofLiteral).toList());
        return this;
    }

    /** Lets that question, such as {@code SRV _sip._udp.example.com}, go unanswered. */
    FakeNames failing(String question) {
        failing.add(question);
        return this;
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public CompletionStage<List<Naptr>> naptr(String domain) {
        return answer("NAPTR " + domain, naptrs.get(domain));
    }

    @Override
    public CompletionStage<List<Srv>> srv(String name) {
        return answer("SRV " + name, srvs.get(name));
    }

    @Override
    public CompletionStage<List<InetAddress>> addresses(String host) {
        return answer("A " + host, addresses.get(host));
    }

    private <T> CompletionStage<List<T>> answer(String question, List<T> records) {
        asked.add(question);
        if (failing.contains(question)) return CompletableFuture.failedStage(new IOException(question));
        return CompletableFuture.completedStage(records == null ? List.of() : List.copyOf(records));
    }
}
