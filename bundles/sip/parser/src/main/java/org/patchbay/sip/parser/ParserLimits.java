package org.patchbay.sip.parser;

/**
 * How much of a message is read before it is refused.
 *
 * @param headBytes the start line and all headers, with the empty line behind them
 * @param bodyBytes the body
 * @param headers the header lines, whether known or not; folded ones count once
 * @param values the elements of all headers that are lists, such as each Via of one line
 */
public record ParserLimits(int headBytes, int bodyBytes, int headers, int values) {
    /** What no telephone comes near to. */
    public static final ParserLimits DEFAULT = new ParserLimits(16 * 1024, 64 * 1024, 128, 512);

    /** Throws {@link IllegalArgumentException} for a limit that would let nothing through. */
    public ParserLimits {
        if (headBytes < 1 || bodyBytes < 0 || headers < 1 || values < 1) throw new IllegalArgumentException("limits");
        if ((long) headBytes + bodyBytes > Integer.MAX_VALUE) throw new IllegalArgumentException("limits");
    }

    /** Returns how long a message may be as a whole. */
    public int messageBytes() {
        return headBytes + bodyBytes;
    }
}
