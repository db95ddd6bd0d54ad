package org.patchbay.deploy.internal;

import java.util.Optional;

/** Says in plain words why a jar can't be used. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean mayPass;

    private Refusal(String reason, boolean mayPass) {
        super(reason, null, false, false);
        this.mayPass = mayPass;
    }

    /** The jar itself is wrong. */
    static Refusal forGood(String reason) {
        return new Refusal(reason, false);
    }

    /** Something is missing around it that may come: it is tried again when other bundles change. */
    static Refusal forNow(String reason) {
        return new Refusal(reason, true);
    }

    /** Says which part of a file it is about. */
    Refusal in(String part) {
        return new Refusal(part + ": " + reason(), mayPass);
    }

    boolean mayPass() {
        return mayPass;
    }

    String reason() {
        return Optional.ofNullable(getMessage()).orElse("no reason");
    }
}
