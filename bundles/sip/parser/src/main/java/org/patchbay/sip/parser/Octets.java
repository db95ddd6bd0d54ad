package org.patchbay.sip.parser;

/** Which octets the rules of the grammar admit (RFC 3261 section 25.1); each rule is a bit. */
final class Octets {
    static final int TOKEN = 1;
    static final int WORD = 1 << 1;
    static final int USER = 1 << 2;
    static final int PASSWORD = 1 << 3;
    static final int URI_PARAMETER = 1 << 4;
    static final int URI_HEADER = 1 << 5;
    static final int HOST = 1 << 6;
    static final int IP6 = 1 << 7;
    static final int DIGIT = 1 << 8;
    static final int HEX = 1 << 9;
    /** What may stand in any URI, of schemes that aren't known too. */
    static final int URI = 1 << 10;
    /** The value of a parameter, unquoted: a token or a host (gen-value), and IPv6 without brackets (RFC 5118 section 4.5). */
    static final int VALUE = 1 << 11;
    /** What a header of free text may hold: all but control characters. */
    static final int TEXT = 1 << 12;

    static final int ALPHA = 1 << 13;

    private static final int[] RULES = new int[256];

    static {
        range('a', 'z', ALPHA | TOKEN | WORD | USER | PASSWORD | URI_PARAMETER | URI_HEADER | HOST | URI | VALUE);
        range('A', 'Z', ALPHA | TOKEN | WORD | USER | PASSWORD | URI_PARAMETER | URI_HEADER | HOST | URI | VALUE);
        range('0', '9', DIGIT | TOKEN | WORD | USER | PASSWORD | URI_PARAMETER | URI_HEADER | HOST | URI | VALUE);
        range('0', '9', HEX | IP6);
        range('a', 'f', HEX | IP6);
        range('A', 'F', HEX | IP6);
        each("-.!%*_+`'~", TOKEN | WORD | VALUE);
        each("()<>:\\\"/[]?{}", WORD);
        each("-_.!~*'()", USER | PASSWORD | URI_PARAMETER | URI_HEADER | URI);
        each("%", USER | PASSWORD | URI_PARAMETER | URI_HEADER | URI);
        // '#' is not in the grammar, yet telephones dial it unescaped
        each("&=+$,;?/#", USER);
        each("&=+$,", PASSWORD);
        each("[]/:&+$", URI_PARAMETER);
        each("[]/?:+$", URI_HEADER);
        each("-._", HOST); // '_' is no host of the RFC but of many networks
        each(":.", IP6);
        each(";/?:@&=+$,#[]", URI);
        each("[]:", VALUE);
        range(' ', '~', TEXT);
        range(0x80, 0xff, TEXT);
        each("\t", TEXT);
    }

    private Octets() {}

    private static void range(int from, int to, int rules) {
        for (int octet = from; octet <= to; octet++) RULES[octet] |= rules;
    }

    private static void each(String octets, int rules) {
        octets.chars().forEach(octet -> RULES[octet] |= rules);
    }

    /** Tells whether {@code octet}, 0 to 255, is one of {@code rule}; -1, the end, is none. */
    static boolean is(int octet, int rule) {
        return octet >= 0 && (RULES[octet] & rule) != 0;
    }

    static boolean isBlank(int octet) {
        return octet == ' ' || octet == '\t';
    }
}
