package org.patchbay.feature.other.internal;

/** What no other bundle may use. */
public record Hidden(String text) {}
