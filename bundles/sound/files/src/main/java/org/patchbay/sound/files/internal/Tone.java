package org.patchbay.sound.files.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What sounds how long, again and again; written as {@code 440+480:2000 -:4000}. */
record Tone(List<Part> parts) {
    static final int RATE_HZ = 8000;
    private static final Pattern PART = Pattern.compile("(-|\\d{1,4})(?:([+*])(\\d{1,4}))?(?::(\\d{1,6}))?");

    /**
     * One part.
     *
     * @param hz zero for silence
     * @param otherHz another that sounds too, zero for none
     * @param modulates whether the other only makes it louder and softer
     * @param samples how long it lasts, zero for ever
     */
    record Part(int hz, int otherHz, boolean modulates, int samples) {}

    Tone {
        parts = List.copyOf(parts);
    }

    /** Reads it; {@link IllegalArgumentException} when it is written otherwise. */
    static Tone of(String written) {
        List<Part> parts = new ArrayList<>();
        for (String part : written.trim().split("\\s+", -1)) parts.add(part(part));
        return new Tone(parts);
    }

    static Tone steady(int hz) {
        return new Tone(List.of(new Part(hz, 0, false, 0)));
    }

    private static Part part(String written) {
        Matcher matcher = PART.matcher(written);
        if (!matcher.matches()) throw new IllegalArgumentException("a tone can't have " + written);
        int hz = matcher.group(1).equals("-") ? 0 : Integer.parseInt(matcher.group(1));
        int other = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        int millis = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
        return new Part(hz, other, "*".equals(matcher.group(2)), millis * (RATE_HZ / 1000));
    }
}
