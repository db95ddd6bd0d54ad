package org.patchbay.sip.sdp;

/** Decimal numbers as a description writes them: digits only, no sign. */
final class Numbers {
    private Numbers() {}

    /** Returns the number, or -1 when {@code text} is none or it is above {@code max}. */
    static int parse(String text, int max) {
        if (text.length() > 9 || !digits(text)) return -1;
        int number = 0;
        for (int i = 0; i < text.length(); i++) number = number * 10 + text.charAt(i) - '0';
        return number > max ? -1 : number;
    }

    /** Tells whether {@code text} is digits only, and at least one. */
    static boolean digits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        }
        return !text.isEmpty();
    }
}
