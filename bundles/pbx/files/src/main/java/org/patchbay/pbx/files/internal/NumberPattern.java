package org.patchbay.pbx.files.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which numbers an extension takes: {@code X} 0-9, {@code Z} 1-9, {@code N} 2-9, {@code [13-5]} one of a set, {@code .} at the
 * end one or more of anything; every other character stands for itself.
 */
final class NumberPattern {
    private static final int MAX_LENGTH = 128;
    private final String written;
    private final List<BitSet> places = new ArrayList<>();
    private final boolean rest;

    private NumberPattern(String written) {
        this.written = written;
        if (written.isEmpty()) throw new IllegalArgumentException("an empty pattern matches nothing");
        if (written.length() > MAX_LENGTH) throw new IllegalArgumentException("longer than " + MAX_LENGTH);
        int at = 0;
        while (at < written.length() && written.charAt(at) != '.') {
            int end = written.charAt(at) == '[' ? closing(at) : at;
            places.add(end > at ? set(at + 1, end) : one(written.charAt(at)));
            at = end + 1;
        }
        rest = at < written.length();
        if (rest && at != written.length() - 1) throw new IllegalArgumentException("the . must be the last character");
    }

    /** Reads a pattern; throws {@link IllegalArgumentException} with the reason in plain words. */
    static NumberPattern of(String written) {
        return new NumberPattern(written);
    }

    boolean matches(String number) {
        if (rest ? number.length() <= places.size() : number.length() != places.size()) return false;
        for (int i = 0; i < places.size(); i++) {
            if (!places.get(i).get(number.charAt(i))) return false;
        }
        return true;
    }

    /** Tells whether this matches every number that {@code other} matches. */
    boolean covers(NumberPattern other) {
        boolean lengthsFit = rest
                ? other.places.size() + (other.rest ? 1 : 0) > places.size()
                : !other.rest && other.places.size() == places.size();
        if (!lengthsFit) return false;
        for (int i = 0; i < places.size(); i++) {
            if (!contains(places.get(i), other.places.get(i))) return false;
        }
        return true;
    }

    private static boolean contains(BitSet all, BitSet some) {
        return some.stream().allMatch(all::get);
    }

    private int closing(int open) {
        int end = written.indexOf(']', open);
        if (end < 0) throw new IllegalArgumentException("the [ is not closed");
        if (end == open + 1) throw new IllegalArgumentException("[] matches nothing");
        return end;
    }

    private BitSet set(int from, int to) {
        BitSet set = new BitSet();
        for (int at = from; at < to; at++) {
            char first = written.charAt(at);
            if (first == '[') throw new IllegalArgumentException("a [ within [ ]");
            boolean range = at + 2 < to && written.charAt(at + 1) == '-';
            char last = range ? written.charAt(at + 2) : first;
            if (last < first) throw new IllegalArgumentException("the range " + first + "-" + last + " is backwards");
            set.set(first, last + 1);
            if (range) at += 2;
        }
        return set;
    }

    private static BitSet one(char letter) {
        BitSet set = new BitSet();
        switch (letter) {
            case 'X' -> set.set('0', '9' + 1);
            case 'Z' -> set.set('1', '9' + 1);
            case 'N' -> set.set('2', '9' + 1);
            case ']' -> throw new IllegalArgumentException("a ] without [");
            default -> {
                if (Character.isWhitespace(letter) || Character.isISOControl(letter)) {
                    throw new IllegalArgumentException("there is a blank in it");
                }
                set.set(letter);
            }
        }
        return set;
    }

    @Override
    public String toString() {
        return written;
    }
}
