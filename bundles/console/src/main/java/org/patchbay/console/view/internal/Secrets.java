package org.patchbay.console.view.internal;

import java.util.regex.Pattern;

/** Keeps passwords and their hashes off the screen. */
public final class Secrets {
    private static final int MOST = 1000;
    private static final String HIDDEN = "$1(hidden)";
    private static final String KEY =
            "[\"']?[\\w.-]*(?:password|passphrase|secret|md5|sha256)[\\w.-]*[\"']?\\s*[:=]\\s*";

    /** A line that begins with such a key, as in a .config file or a YAML list: all that follows is the value. */
    private static final Pattern LINE = Pattern.compile("(?i)^(\\s*#?\\s*(?:- +)?" + KEY + ")\\S.*$");

    /** Such a key among others, as in {number: 1, password: x}: the value ends with its quotes, or before a comma or brace. */
    private static final Pattern INSIDE =
            Pattern.compile("(?i)([{,]\\s*" + KEY + ")(?:\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|[^,}]+)");

    private Secrets() {}

    /** Returns a line of a file with the value of each key hidden that is named like a password or a hash; a long line is cut. */
    public static String hide(String line) {
        String shown = line.length() > MOST ? line.substring(0, MOST) + " ..." : line;
        return INSIDE.matcher(LINE.matcher(shown).replaceAll(HIDDEN)).replaceAll(HIDDEN);
    }
}
