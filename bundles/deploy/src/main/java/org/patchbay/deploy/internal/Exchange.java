package org.patchbay.deploy.internal;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a version into the place of the one that is in use, in the way that it asks for. */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private final Host host;

    Exchange(Host host) {
        this.host = host;
    }

    /** Returns the bundle of {@code next}, started; throws {@link Refusal} when it doesn't work, with {@code used} as it was. */
    Installed carryOut(Candidate next, Optional<Installed> used) {
        Installed bundle = next.artifact().map(host::install).or(next::there).orElseThrow();
        return switch (next.replacement()) {
            case SIDE_BY_SIDE -> beside(bundle);
            case TAKE_OVER -> takingOver(bundle, used);
            case RESTART, QUIET -> instead(bundle, used);
        };
    }

    private Installed beside(Installed bundle) {
        if (bundle.active()) return bundle;
        if (bundle.ours()) host.tryOut(bundle);
        return host.start(bundle);
    }

    private Installed takingOver(Installed bundle, Optional<Installed> used) {
        Installed started = host.start(bundle);
        used.ifPresent(host::retire);
        return started;
    }

    private Installed instead(Installed bundle, Optional<Installed> used) {
        try {
            used.ifPresent(host::stop);
            Installed started = host.start(bundle);
            used.ifPresent(host::retire);
            return started;
        } catch (Refusal refusal) {
            if (bundle.ours()) host.retire(bundle);
            used.ifPresent(this::again);
            throw refusal;
        }
    }

    private void again(Installed used) {
        try {
            host.start(used);
        } catch (Refusal refusal) {
            LOG.error("{} does not start again: {}", used, refusal.reason());
        }
    }
}
