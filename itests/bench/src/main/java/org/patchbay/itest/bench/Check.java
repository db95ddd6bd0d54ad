package org.patchbay.itest.bench;

/**
 * Something that must be so.
 *
 * @param what it in plain words, with the limit
 * @param found what was found
 * @param timed whether it depends on how busy the machine is
 */
record Check(String what, String found, boolean passed, boolean timed) {
    static Check none(String what, long count) {
        return new Check(what + ": none", Long.toString(count), count == 0, false);
    }

    String json() {
        return "{\"what\": %s, \"found\": %s, \"passed\": %b, \"timed\": %b}"
                .formatted(quoted(what), quoted(found), passed, timed);
    }

    /** Returns a text as JSON. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < ' ') quoted.append("\\u%04x".formatted((int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
