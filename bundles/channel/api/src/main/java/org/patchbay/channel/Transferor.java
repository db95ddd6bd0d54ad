package org.patchbay.channel;

import java.util.Optional;

/**
 * Who transfers a call, as verified: what it may dial is what the transferred may.
 *
 * @param number its number, as others are shown it
 * @param context the dialplan context that its calls enter
 * @param subscriber whose credentials were verified; empty when the peer is none of ours
 */
public record Transferor(String number, String context, Optional<AddressOfRecord> subscriber) {}
