package org.patchbay.sip.channel.internal.sdp;

/** Decimal numbers as a description writes them: digits only, no sign. */
final class Numbers {
    private Numbers() {}

    /** Returns the number, or -1 when {@code text} is none or it is above {@code max}. */
    static int parse(String text, int max) {
        if (text.isEmpty() || text.length() > 9) return -1;
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = number * 10 + digit;
        }
        return number > max ? -1 : number;
    }
}
