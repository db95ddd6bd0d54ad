package org.patchbay.application.host.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.patchbay.channel.Call;
import org.patchbay.channel.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a call was within a step when its logic was unwound: one variable of the call, so that it outlives this host and
 * the PBX. It is there only until the step is run again.
 */
final class Progress {
    /** The variable. Names that begin like this are the host's own. */
    static final String VARIABLE = "patchbay.progress";

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private Progress() {}

    /** Keeps {@code link} of the step that {@code call} is at. */
    static void keep(Call call, String step, Link link) {
        List<String> texts = new ArrayList<>(List.of(place(call, step), link.application()));
        texts.add(Integer.toString(link.number()));
        texts.add(Texts.join(link.value().stream().toList()));
        texts.add(link.next()
                .map(next -> Texts.join(List.of(next.application(), next.value())))
                .orElse(""));
        link.state().ifPresent(state -> texts.add(ofState(state)));
        call.variables().put(VARIABLE, Texts.join(texts));
    }

    /** Returns what was kept of the step that {@code call} is at, and forgets it; empty when nothing was. */
    static Optional<Link> take(Call call, String step) {
        String kept = call.variables().remove(VARIABLE);
        if (kept == null) return Optional.empty();
        try {
            Deque<String> texts = new ArrayDeque<>(Texts.split(kept));
            return texts.remove().equals(place(call, step)) ? Optional.of(link(texts)) : Optional.empty();
        } catch (RuntimeException spoiled) {
            LOG.warn("call {}: the variable {} was changed; {} begins anew", call.id(), VARIABLE, step);
            return Optional.empty();
        }
    }

    private static String place(Call call, String step) {
        Optional<Position> position = call.position();
        return position.map(Position::toString).orElse("") + " " + step;
    }

    private static Link link(Deque<String> texts) {
        String application = texts.remove();
        int number = Integer.parseInt(texts.remove());
        Optional<String> value = Texts.split(texts.remove()).stream().findFirst();
        List<String> next = Texts.split(texts.remove());
        return new Link(
                application,
                value,
                number,
                next.isEmpty() ? Optional.empty() : Optional.of(new Link.Next(next.get(0), next.get(1))),
                Optional.ofNullable(texts.poll()).map(Progress::state));
    }

    private static String ofState(Map<String, String> state) {
        List<String> texts = new ArrayList<>();
        state.forEach((name, value) -> texts.addAll(List.of(name, value)));
        return Texts.join(texts);
    }

    private static Map<String, String> state(String joined) {
        Map<String, String> state = new TreeMap<>();
        Deque<String> texts = new ArrayDeque<>(Texts.split(joined));
        while (!texts.isEmpty()) state.put(texts.remove(), texts.remove());
        return state;
    }
}
