package org.patchbay.sip.stack.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.SipRequestHandler;

/** Who serves which method now. Reading it takes no lock. */
final class HandlerTable {
    /** What a method without a handler is answered. */
    enum Absence {
        /** 503: its handler is being replaced. */
        AWAY,
        /** 405: nobody has ever served it here. */
        UNSERVED,
        /** 501: no RFC knows it. */
        UNKNOWN
    }

    // what this server always serves once all its bundles have started
    private static final Set<String> CORE = Set.of("INVITE", "BYE", "REGISTER", "CANCEL", "ACK");
    private static final Set<String> KNOWN = Set.of(
            "INVITE",
            "ACK",
            "BYE",
            "CANCEL",
            "OPTIONS",
            "REGISTER",
            "PRACK",
            "SUBSCRIBE",
            "NOTIFY",
            "PUBLISH",
            "INFO",
            "REFER",
            "MESSAGE",
            "UPDATE");

    private record Entry(SipRequestHandler handler, List<String> methods, int ranking, long id) {}

    // the order of OSGi: the highest ranking first, then the oldest service
    private static final Comparator<Entry> BEST_FIRST =
            Comparator.comparingInt(Entry::ranking).reversed().thenComparingLong(Entry::id);

    private final Map<SipRequestHandler, Entry> entries = new ConcurrentHashMap<>();
    private final Set<String> everServed = ConcurrentHashMap.newKeySet();
    private volatile Map<String, SipRequestHandler> byMethod = Map.of();

    HandlerTable() {
        everServed.addAll(CORE);
    }

    void add(SipRequestHandler handler, Map<String, Object> properties) {
        var methods = methods(properties.get(SipRequestHandler.METHODS));
        int ranking = properties.get("service.ranking") instanceof Integer number ? number : 0;
        long id = properties.get("service.id") instanceof Long number ? number : 0;
        entries.put(handler, new Entry(handler, methods, ranking, id));
        everServed.addAll(methods);
        index();
    }

    void remove(SipRequestHandler handler) {
        entries.remove(handler);
        index();
    }

    private static List<String> methods(@Nullable Object property) {
        return switch (property) {
            case String one -> List.of(one);
            case String[] several -> List.of(several);
            case null, default -> List.of();
        };
    }

    private synchronized void index() {
        var index = new ConcurrentHashMap<String, SipRequestHandler>();
        entries.values().stream()
                .sorted(BEST_FIRST)
                .forEach(entry -> entry.methods.forEach(method -> index.putIfAbsent(method, entry.handler)));
        byMethod = Map.copyOf(index);
    }

    Optional<SipRequestHandler> handler(String method) {
        // RFC 3261 section 9.2: a CANCEL is for who has the INVITE
        return Optional.ofNullable(byMethod.get(method.equals("CANCEL") ? "INVITE" : method));
    }

    Absence absence(String method) {
        if (everServed.contains(method)) return Absence.AWAY;
        return KNOWN.contains(method) ? Absence.UNSERVED : Absence.UNKNOWN;
    }

    /** Returns the methods for an Allow header. */
    SortedSet<String> allowed() {
        var allowed = new TreeSet<>(everServed);
        allowed.add("OPTIONS");
        return allowed;
    }
}
