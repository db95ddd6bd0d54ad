package org.patchbay.application.host.internal;

import java.util.Map;
import java.util.Optional;

/**
 * Digits that an application had collected when it was unwound: unread again, before those that wait in the call. In a
 * variable of the call, so that they outlive this host.
 */
final class KeptDigits {
    static final String VARIABLE = "patchbay.digits";

    private final Map<String, String> variables;

    KeptDigits(Map<String, String> variables) {
        this.variables = variables;
    }

    boolean any() {
        return variables.containsKey(VARIABLE);
    }

    /** Puts digits back, before those that were put back already. */
    void putBack(CharSequence digits) {
        if (!digits.isEmpty()) variables.merge(VARIABLE, digits.toString(), (later, first) -> first + later);
    }

    /** Takes the first digit; empty when there is none. */
    Optional<Character> next() {
        String digits = variables.remove(VARIABLE);
        if (digits == null || digits.isEmpty()) return Optional.empty();
        if (digits.length() > 1) variables.put(VARIABLE, digits.substring(1));
        return Optional.of(digits.charAt(0));
    }
}
