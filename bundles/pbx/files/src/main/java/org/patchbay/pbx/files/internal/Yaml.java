package org.patchbay.pbx.files.internal;

import java.util.List;

/** A piece of a YAML file and where it stands. Scalars are text as written: {@code 0100} keeps its zero. */
sealed interface Yaml {
    Place place();

    /** Text, as written; {@code quoted} tells an empty text from nothing at all. */
    record Text(Place place, String text, boolean quoted) implements Yaml {
        boolean nothing() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    record Listing(Place place, List<Yaml> items) implements Yaml {
        public Listing {
            items = List.copyOf(items);
        }
    }

    /** Keys are different from each other, in the order of the file. */
    record Mapping(Place place, List<Field> fields) implements Yaml {
        public Mapping {
            fields = List.copyOf(fields);
        }
    }

    record Field(Text key, Yaml value) {}

    /** Returns this as a list, or refuses the file. */
    default Listing listing(String what) {
        if (this instanceof Listing listing) return listing;
        throw new Refusal(place(), what + " must be a list");
    }

    /** Returns this as a map of keys to values, or refuses the file. */
    default Mapping mapping(String what) {
        if (this instanceof Mapping mapping) return mapping;
        throw new Refusal(place(), what + " must be written as key: value");
    }

    /** Returns this as one line of text, or refuses the file. */
    default Text text(String what) {
        if (!(this instanceof Text text)) throw new Refusal(place(), what + " must be a text or a number");
        if (text.nothing()) throw new Refusal(place(), what + " has no value");
        if (text.text().codePoints().anyMatch(Character::isISOControl)) {
            throw new Refusal(place(), what + " contains a line break or another control character");
        }
        return text;
    }
}
