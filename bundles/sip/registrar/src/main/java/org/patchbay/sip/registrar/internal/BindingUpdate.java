package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.patchbay.channel.Binding;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.registrar.internal.Registration.Requested;
import org.patchbay.sip.registrar.internal.RejectedException.Reason;

/** Applies a registration to the bindings of its user, wholly or not at all (RFC 3261 section 10.3 step 7). */
record BindingUpdate(Registration registration, int maxContacts, Instant now) implements UnaryOperator<List<Binding>> {
    private static final int MAX_FLOWS = 4;

    @Override
    public List<Binding> apply(List<Binding> bindings) {
        var result = new ArrayList<>(bindings);
        if (registration.all()) {
            // those of another technology are not SIP's to end
            result.removeIf(binding -> isSip(binding) && isInOrder(binding));
        }
        for (var requested : registration.contacts()) {
            // one that this very request has made is not out of order
            bound(result, requested)
                    .filter(bound -> !bindings.contains(bound) || isInOrder(bound))
                    .ifPresent(result::remove);
            if (requested.seconds() > 0) result.add(binding(requested));
        }
        boolean more = result.size() > bindings.size();
        if (more && tooMany(result)) throw new RejectedException(Reason.TOO_MANY);
        return List.copyOf(result);
    }

    // a device that keeps several flows (RFC 5626) counts once
    private boolean tooMany(List<Binding> result) {
        var sip = result.stream().filter(BindingUpdate::isSip).toList();
        long devices = sip.stream().map(BindingUpdate::owner).distinct().count();
        return devices > maxContacts || sip.size() > maxContacts * MAX_FLOWS;
    }

    private static String owner(Binding binding) {
        return flow(binding).isEmpty()
                ? "contact " + binding.contact()
                : binding.device().orElse("");
    }

    private static Optional<String> flow(Binding binding) {
        return Optional.ofNullable(binding.attributes().get(SipContact.REG_ID));
    }

    private Binding binding(Requested requested) {
        var expires = now.plusSeconds(requested.seconds());
        return requested.contact().toBinding(requested.q(), expires, requested.attributes());
    }

    private static Optional<Binding> bound(List<Binding> bindings, Requested requested) {
        if (requested.keepsFlow()) return first(bindings, binding -> sameFlow(binding, requested));
        // most phones write it the same way each time, but they need not
        var written = first(
                bindings,
                binding -> binding.contact().equals(requested.contact().uri()));
        return written.isPresent() ? written : first(bindings, binding -> same(binding.contact(), requested));
    }

    private static Optional<Binding> first(List<Binding> bindings, Predicate<Binding> wanted) {
        for (var binding : bindings) {
            if (isSip(binding) && wanted.test(binding)) return Optional.of(binding);
        }
        return Optional.empty();
    }

    private static boolean isSip(Binding binding) {
        return binding.scheme().equals(SipContact.SCHEME);
    }

    // RFC 5626 section 6: the flow tells which binding it is, whatever the Contact says
    private static boolean sameFlow(Binding bound, Requested requested) {
        var attributes = requested.attributes();
        return bound.device().equals(Optional.ofNullable(attributes.get(SipContact.INSTANCE)))
                && flow(bound).equals(Optional.ofNullable(attributes.get(SipContact.REG_ID)));
    }

    // section 19.1.4
    private static boolean same(String bound, Requested requested) {
        try {
            SipUri uri = new StringMsgParser().parseSIPUrl(bound);
            return uri.equals(requested.uri());
        } catch (ParseException | RuntimeException unreadable) {
            return false; // written by an older version: it will expire
        }
    }

    /** Says yes when {@code binding} is older than the registration, and throws when it is not. */
    private boolean isInOrder(Binding binding) {
        var attributes = binding.attributes();
        boolean older = !registration.callId().equals(attributes.get(SipContact.CALL_ID))
                || registration.sequence() > number(attributes.getOrDefault(SipContact.CSEQ, "0"));
        if (!older) throw new RejectedException(Reason.OUT_OF_ORDER);
        return true;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException damaged) {
            return 0;
        }
    }
}
