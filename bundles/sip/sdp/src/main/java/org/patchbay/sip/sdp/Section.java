package org.patchbay.sip.sdp;

import java.util.List;
import java.util.Optional;

/** Lines that belong together: those before the first {@code m=}, or those after one {@code m=}. */
public sealed interface Section permits Sdp, Stream {
    /** Returns the lines in their order; those of a stream are without its {@code m=}. */
    List<Line> lines();

    /** Returns the value of the first attribute of that name; empty text for a mere flag. */
    default Optional<String> attribute(String name) {
        for (Line line : lines()) {
            if (line.is(name)) return Optional.of(line.attributeValue());
        }
        return Optional.empty();
    }

    /** Tells whether an attribute of that name is there. */
    default boolean has(String name) {
        for (Line line : lines()) {
            if (line.is(name)) return true;
        }
        return false;
    }

    /** Returns the values of all attributes of that name, in their order. */
    default List<String> attributes(String name) {
        return lines().stream()
                .filter(line -> line.is(name))
                .map(Line::attributeValue)
                .toList();
    }

    /** Returns the value of the first line of {@code type}. */
    default Optional<String> value(char type) {
        for (Line line : lines()) {
            if (line.type() == type) return Optional.of(line.value());
        }
        return Optional.empty();
    }

    /** Returns the values of all lines of {@code type}, in their order. */
    default List<String> values(char type) {
        return lines().stream()
                .filter(line -> line.type() == type)
                .map(Line::value)
                .toList();
    }

    /** Returns the first {@code c=} of this section. A stream may have several, of layers that no telephone uses. */
    default Optional<Connection> connection() {
        return value('c').flatMap(Connection::read);
    }

    /** Returns the {@code b=} lines that are well-formed (RFC 8866 section 5.8). */
    default List<Bandwidth> bandwidths() {
        return values('b').stream()
                .map(Bandwidth::read)
                .flatMap(Optional::stream)
                .toList();
    }
}
