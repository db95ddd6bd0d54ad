package org.patchbay.itest.architecture;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The arrows between our bundles; names without the {@code org.patchbay.} that all begin with. */
final class Arrows {
    private static final String ROOT = "org.patchbay.";
    private static final Set<String> SIP = Set.of("sip", "sip.jain", "channel", "pbx", "io");
    private static final Set<String> FEATURE = Set.of("application", "channel");

    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("io", Set.of()),
            Map.entry("io.rtp", Set.of("io")),
            Map.entry("io.transport", Set.of("io")),
            Map.entry("io.resolver", Set.of("io")),
            Map.entry("channel", Set.of()),
            Map.entry("channel.core", Set.of("channel")),
            Map.entry("channel.media", Set.of("channel", "io")),
            Map.entry("sound", Set.of("channel")),
            Map.entry("sound.files", Set.of("sound", "channel")),
            Map.entry("codec.g711", Set.of("channel")),
            Map.entry("codec.g722", Set.of("channel")),
            Map.entry("codec.opus", Set.of("channel")),
            Map.entry("sip.jain", Set.of()),
            Map.entry("sip", Set.of("sip.jain", "pbx", "channel")),
            Map.entry("sip.stack", SIP),
            Map.entry("sip.digest", SIP),
            Map.entry("sip.channel", SIP),
            Map.entry("sip.registrar", SIP),
            Map.entry("sip.resolver", SIP),
            Map.entry("sip.trunk", SIP),
            Map.entry("sip.event", SIP),
            Map.entry("pbx", Set.of("channel")),
            Map.entry("pbx.core", Set.of("pbx", "application", "channel")),
            Map.entry("pbx.files", Set.of("pbx", "application", "channel")),
            Map.entry("application", Set.of("channel")),
            Map.entry("application.host", Set.of("application", "channel", "sound")),
            Map.entry("cdr", Set.of("channel")),
            Map.entry("store", Set.of("channel", "pbx")),
            Map.entry("deploy", Set.of("application", "channel")),
            Map.entry("console", Set.of("channel", "pbx", "sip", "io", "application", "deploy")),
            Map.entry("logging", Set.of()),
            Map.entry("launcher", Set.of()));

    /** The only bundles that others use: what is not here can be replaced without anybody noticing. */
    static final Set<String> API = Set.of(
            ROOT + "io",
            ROOT + "channel",
            ROOT + "sip",
            ROOT + "sip.jain",
            ROOT + "pbx",
            ROOT + "application",
            ROOT + "sound");

    /** Those that export packages: the APIs, and deploy, whose service for the console nobody else implements. */
    static final Set<String> EXPORTING =
            Stream.concat(API.stream(), Stream.of(ROOT + "deploy")).collect(Collectors.toUnmodifiableSet());

    private Arrows() {}

    static boolean allowed(String from, String to) {
        return from.equals(to) || targets(from.substring(ROOT.length())).contains(to.substring(ROOT.length()));
    }

    private static Set<String> targets(String from) {
        return from.startsWith("feature.") ? FEATURE : ALLOWED.getOrDefault(from, Set.of());
    }
}
