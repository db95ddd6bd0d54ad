package org.patchbay.io;

/**
 * What both sides of a leg encrypt with.
 *
 * @param received the peer's, for what it sends
 * @param sent ours, for what we send to it
 */
public record SrtpKeys(SrtpKey received, SrtpKey sent) {}
