package org.patchbay.channel;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where an address of record can be reached now, and until when (RFC 3261 section 10).
 *
 * @param scheme the technology that can reach it, such as {@code sip}
 * @param contact the address in that technology's own words, unique among the bindings of its address of record;
 *     opaque above the technology
 * @param q preference, 0.0-1.0
 * @param expires when it ends
 * @param attributes what the technology must remember with it (Call-ID, CSeq, received address, user agent ...)
 */
public record Binding(String scheme, String contact, float q, Instant expires, Map<String, String> attributes) {
    /** Attribute: which device this is a way to. Bindings that share one are tried one after the other, never rung together. */
    public static final String DEVICE = "instance";

    public Binding {
        if (!(q >= 0 && q <= 1)) throw new IllegalArgumentException("q " + q);
        attributes = Map.copyOf(attributes);
    }

    /** Returns the device that this leads to, in the technology's own words; empty when that is unknown. */
    public Optional<String> device() {
        return Optional.ofNullable(attributes.get(DEVICE));
    }
}
