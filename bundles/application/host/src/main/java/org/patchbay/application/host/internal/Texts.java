package org.patchbay.application.host.internal;

import java.util.ArrayList;
import java.util.List;

/** Several texts in one, whatever they contain: each has its length before it, as in {@code 5:hello}. */
final class Texts {
    private Texts() {}

    static String join(List<String> texts) {
        var joined = new StringBuilder();
        texts.forEach(text -> joined.append(text.length()).append(':').append(text));
        return joined.toString();
    }

    /**
     * Returns what was joined.
     *
     * @throws IllegalArgumentException when nobody has joined this
     */
    static List<String> split(String joined) {
        List<String> texts = new ArrayList<>();
        for (int at = 0; at < joined.length(); ) {
            int colon = joined.indexOf(':', at);
            if (colon < 0) throw new IllegalArgumentException("no length at " + at);
            int end = colon + 1 + Integer.parseInt(joined, at, colon, 10);
            if (end <= colon || end > joined.length()) throw new IllegalArgumentException("wrong length at " + at);
            texts.add(joined.substring(colon + 1, end));
            at = end;
        }
        return texts;
    }
}
