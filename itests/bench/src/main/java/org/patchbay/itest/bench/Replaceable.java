package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A bundle that the benchmark replaces, the methods that calls pass through in it, and the kind of new call that shows its version.
 */
record Replaceable(String bundle, List<Entry> entries, ShortCall.Kind shownBy) {
    /** A public method, with its class in the bundle's internal package, or in another that is named. */
    record Entry(String type, String method) {}

    private static final String ROOT = "org.patchbay.";

    static final List<Replaceable> FEATURES = List.of(
            feature("answer", "Answer", ShortCall.Kind.ECHO),
            feature("dial", "Dial", ShortCall.Kind.DIAL),
            feature("echo", "Echo", ShortCall.Kind.ECHO),
            feature("play", "Play", ShortCall.Kind.PLAY),
            feature("hangup", "Hangup", ShortCall.Kind.HANGUP));

    static final List<Replaceable> MODULES = List.of(
            // the dialplan provider and the directory provider
            module("pbx.files", new Entry("FileDialplan", "match"), new Entry("FileDirectory", "subscriber")),
            module("application.host", new Entry("ApplicationHost", "run")),
            module("pbx.core", new Entry("PbxRouter", "route")),
            module("sip.registrar", new Entry("SipRegistrar", "handle")),
            module("sip.digest", new Entry("DigestVerifier", "verify")),
            module("console", new Entry("page.internal.StartPage", "feed")));

    private static Replaceable feature(String name, String type, ShortCall.Kind shownBy) {
        return new Replaceable(ROOT + "feature." + name, List.of(new Entry(type, "run")), shownBy);
    }

    private static Replaceable module(String name, Entry... entries) {
        return new Replaceable(ROOT + name, List.of(entries), ShortCall.Kind.ECHO);
    }

    /** Returns the name of the class of an entry. */
    String type(Entry entry) {
        return bundle + "." + (entry.type().contains(".") ? entry.type() : "internal." + entry.type());
    }

    boolean isConsole() {
        return bundle.equals(ROOT + "console");
    }

    /** Returns the jar that came with the server. */
    Path jar(Path home) {
        try (Stream<Path> files = Files.walk(home.resolve("bundles"))) {
            return files.filter(
                            file -> file.getFileName().toString().matches(bundle.replace(".", "\\.") + "-\\d.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + bundle + " in " + home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
