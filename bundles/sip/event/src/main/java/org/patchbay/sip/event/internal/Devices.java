package org.patchbay.sip.event.internal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import org.patchbay.channel.Binding;
import org.patchbay.sip.SipContact;

/** The devices that a user has registered, each with the ways to it, the newest first (RFC 5626 section 5.3). */
final class Devices {
    private Devices() {}

    static Collection<Deque<SipContact>> of(List<Binding> bindings) {
        var devices = new LinkedHashMap<String, Deque<SipContact>>();
        bindings.stream()
                .sorted(Comparator.comparing(Binding::expires).reversed())
                .forEach(binding -> SipContact.of(binding)
                        .ifPresent(contact -> devices.computeIfAbsent(
                                        binding.device().orElse(binding.contact()), _ -> new ArrayDeque<>())
                                .add(contact)));
        return List.copyOf(devices.values());
    }
}
