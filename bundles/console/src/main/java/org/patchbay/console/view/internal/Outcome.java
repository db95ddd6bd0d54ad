package org.patchbay.console.view.internal;

import java.util.List;

/** What became of each version of an upload, and the same in words. */
public record Outcome(String message, List<FeatureList.Row> versions) {}
