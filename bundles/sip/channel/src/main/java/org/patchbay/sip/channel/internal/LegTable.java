package org.patchbay.sip.channel.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.sip.dialog.Dialog;

/** Finds the leg that a request belongs to. Thread-safe. */
final class LegTable {
    private final Map<Dialog.Id, SipChannel> dialogs = new ConcurrentHashMap<>();
    private final Map<InviteId, SipChannel> invites = new ConcurrentHashMap<>();

    void add(Dialog.Id id, SipChannel channel) {
        dialogs.put(id, channel);
    }

    void remove(Dialog.Id id) {
        dialogs.remove(id);
    }

    Optional<SipChannel> dialog(Dialog.Id id) {
        return Optional.ofNullable(dialogs.get(id));
    }

    /** Notes which leg answers an INVITE, for its CANCEL. */
    void add(InviteId invite, Dialog.Id answeredBy) {
        dialog(answeredBy).ifPresent(channel -> invites.put(invite, channel));
    }

    void remove(InviteId id) {
        invites.remove(id);
    }

    Optional<SipChannel> invite(InviteId id) {
        return Optional.ofNullable(invites.get(id));
    }

    /** Returns every leg that is not yet forgotten. */
    Collection<SipChannel> all() {
        return Set.copyOf(dialogs.values());
    }

    /** Returns how many entries there are, for the leak checks of tests. */
    int size() {
        return dialogs.size() + invites.size();
    }
}
