package org.patchbay.io.rtp.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The ports that RTP may use, such as {@code 16384-32767}: pairs of an even port and the odd one above it. */
record PortRange(int first, int last) {
    private static final Pattern WRITTEN = Pattern.compile("\\s*(\\d{1,5})\\s*-\\s*(\\d{1,5})\\s*");
    private static final int LAST_PORT = 65_535;

    PortRange {
        if (first < 1 || last > LAST_PORT || last < first)
            throw new IllegalArgumentException("ports " + first + "-" + last);
        if (pairs(first, last) == 0)
            throw new IllegalArgumentException("no even port with its odd in " + first + "-" + last);
    }

    static PortRange parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) throw new IllegalArgumentException("ports " + written + " is not like 16384-32767");
        return new PortRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    int pairs() {
        return pairs(first, last);
    }

    /** Returns the even port of each pair. */
    IntStream evenPorts() {
        return IntStream.iterate(even(first), port -> port + 2).limit(pairs());
    }

    boolean contains(int evenPort) {
        return evenPort >= first && evenPort < last;
    }

    private static int pairs(int first, int last) {
        return (last - even(first) + 1) / 2;
    }

    private static int even(int port) {
        return port + port % 2;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
