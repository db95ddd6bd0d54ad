package org.patchbay.sip.sdp;

/**
 * One line of a description, exactly as it came: what nobody here understands is written again as it was.
 *
 * @param type the letter before {@code =}
 * @param value what follows {@code =}, one character per octet (ISO 8859-1), so that any octet survives
 */
public record Line(char type, String value) {
    /** Returns {@code a=name:value}, or {@code a=name} when {@code value} is empty. */
    public static Line attribute(String name, String value) {
        return new Line('a', value.isEmpty() ? name : name + ':' + value);
    }

    /** Tells whether this is {@code a=name} or {@code a=name:...}. */
    public boolean is(String name) {
        if (type != 'a' || !value.startsWith(name)) return false;
        return value.length() == name.length() || value.charAt(name.length()) == ':';
    }

    /** Returns the name of an {@code a=} line. */
    public String attributeName() {
        int colon = value.indexOf(':');
        return colon < 0 ? value : value.substring(0, colon);
    }

    /** Returns what follows the colon of an {@code a=} line, without blanks around it; empty for a mere flag. */
    public String attributeValue() {
        int colon = value.indexOf(':');
        return colon < 0 ? "" : value.substring(colon + 1).strip();
    }

    /** Hides the keys of {@code a=crypto}. */
    @Override
    public String toString() {
        return "Line[" + type + '=' + (is("crypto") ? "crypto" : value) + ']';
    }

    void write(StringBuilder text) {
        text.append(type).append('=').append(value).append("\r\n");
    }
}
