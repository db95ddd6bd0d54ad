package org.patchbay.channel;

/** Who calls or is called, as shown to the other side; {@code displayName} may be empty. */
public record Party(String number, String displayName) {}
