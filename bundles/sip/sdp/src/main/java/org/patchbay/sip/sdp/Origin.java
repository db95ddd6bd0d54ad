package org.patchbay.sip.sdp;

import java.util.List;
import java.util.Optional;

/**
 * The value of {@code o=} (RFC 8866 section 5.2).
 *
 * @param user may hold blanks, as some old telephones write it
 * @param session the same for all descriptions of a dialog
 * @param version grows by one with each change (RFC 3264 section 8)
 */
public record Origin(
        String user, String session, String version, String networkType, String addressType, String address) {
    /** Returns our own. */
    public static Origin of(String user, long session, long version, Connection at) {
        return new Origin(
                user, Long.toString(session), Long.toString(version), at.networkType(), at.addressType(), at.address());
    }

    /** Reads the value of an {@code o=} line; empty when it has not six parts. */
    public static Optional<Origin> read(String value) {
        List<String> words = Words.of(value);
        int last = words.size() - 1;
        if (last < 5) return Optional.empty();
        String user = last == 5 ? words.getFirst() : String.join(" ", words.subList(0, last - 4));
        return Optional.of(new Origin(
                user,
                words.get(last - 4),
                words.get(last - 3),
                words.get(last - 2),
                words.get(last - 1),
                words.get(last)));
    }

    /** Tells whether both are versions of one description. */
    public boolean sameSession(Origin other) {
        return session.equals(other.session)
                && user.equals(other.user)
                && addressType.equals(other.addressType)
                && address.equals(other.address);
    }

    /** Tells whether this describes the same session as {@code other}, with a lower version number. */
    public boolean olderThan(Origin other) {
        return sameSession(other) && compare(version, other.version) < 0;
    }

    /** Compares decimal numbers of any length; what is no number is never older. */
    private static int compare(String one, String other) {
        if (!Numbers.digits(one) || !Numbers.digits(other)) return 0;
        String left = significant(one);
        String right = significant(other);
        return left.length() == right.length() ? left.compareTo(right) : Integer.compare(left.length(), right.length());
    }

    private static String significant(String number) {
        int start = 0;
        while (start < number.length() - 1 && number.charAt(start) == '0') start++;
        return number.substring(start);
    }

    /** Returns the value as it stands after {@code o=}. */
    public String text() {
        return user + ' ' + session + ' ' + version + ' ' + networkType + ' ' + addressType + ' ' + address;
    }
}
