package org.patchbay.application.host.internal;

import java.util.Map;
import java.util.Optional;
import org.patchbay.application.Arguments;

/**
 * One application of the chain that a step of the dialplan runs: the step's own, or one that another continued with.
 *
 * @param value what the application before it gave it; empty for the step's own, which has the step's arguments
 * @param number which of the chain it is, from 1
 * @param next what is to follow it, as far as it has said
 * @param state what it has left for its next version to go on from
 */
record Link(
        String application,
        Optional<String> value,
        int number,
        Optional<Next> next,
        Optional<Map<String, String>> state) {
    /** What an application continues with. */
    record Next(String application, String value) {}

    static Link first(String application) {
        return new Link(application, Optional.empty(), 1, Optional.empty(), Optional.empty());
    }

    /** Returns the link after this one. */
    Link followedBy(Next following) {
        return new Link(
                following.application(),
                Optional.of(following.value()),
                number + 1,
                Optional.empty(),
                Optional.empty());
    }

    /** Returns this link, unwound, with what is to be known when it is run again. */
    Link unwound(Optional<Next> following, Optional<Map<String, String>> left) {
        return new Link(application, value, number, following, left);
    }

    Arguments arguments(Arguments ofStep) {
        return value.map(given -> new Arguments(Map.of(Arguments.VALUE, given))).orElse(ofStep);
    }
}
