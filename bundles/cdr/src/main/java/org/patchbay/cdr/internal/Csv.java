package org.patchbay.cdr.internal;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rows of comma-separated values (RFC 4180). */
final class Csv {
    private static final Pattern FORMULA = Pattern.compile("[=@\\t\\r]|[+-](?!\\d[\\d.]*$)");

    private Csv() {}

    /** Returns one row with its end. */
    static String row(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    // what callers call themselves may be anything: it stays in its cell and in its line, and no spreadsheet computes
    // it
    private static String cell(String text) {
        String line = (FORMULA.matcher(text).lookingAt() ? "'" : "") + text.replaceAll("\\p{Cntrl}", " ");
        boolean plain = line.chars().noneMatch(c -> c == ',' || c == '"' || c == ';');
        return plain && line.equals(line.strip()) ? line : '"' + line.replace("\"", "\"\"") + '"';
    }
}
