package org.patchbay.console.view.internal;

/** An answer in words. */
public record Message(String message) {}
