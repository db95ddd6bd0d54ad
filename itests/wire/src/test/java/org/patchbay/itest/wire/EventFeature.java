package org.patchbay.itest.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import org.patchbay.itest.server.PatchbayServer;

/**
 * A version of a feature that brings an event package: what it tells is its version and a text, which is the last message that a
 * phone has sent to the resource. The message {@code end REASON} ends its subscriptions.
 */
record EventFeature(String event, String version) {
    private static final Duration IN_USE_WITHIN = Duration.ofSeconds(20);
    private static final String SOURCE = """
        package other;

        import java.nio.charset.StandardCharsets;
        import java.util.List;
        import java.util.Map;
        import java.util.Optional;
        import java.util.concurrent.ConcurrentHashMap;
        import org.patchbay.pbx.Subscriber;
        import org.patchbay.sip.EventPackage;
        import org.patchbay.sip.MessageHandler;

        public final class Watched implements EventPackage, MessageHandler {
            private volatile Watchers watchers;
            private final Map<String, String> texts = new ConcurrentHashMap<>();

            @Override
            public String name() {
                return "%1$s";
            }

            @Override
            public List<String> contentTypes() {
                return List.of("text/plain");
            }

            @Override
            public Lifetime lifetime() {
                return new Lifetime(600, 2, 1200);
            }

            @Override
            public void attach(Watchers given) {
                watchers = given;
            }

            @Override
            public Admission admit(Subscriber subscriber, String requested) {
                return switch (requested) {
                    case "secret" -> new Admission.Forbidden();
                    case "nowhere" -> new Admission.Unknown();
                    default -> new Admission.Granted(requested);
                };
            }

            @Override
            public Optional<Document> document(String resource, String contentType, int number) {
                String text = "%2$s: %%s is %%s".formatted(resource, texts.getOrDefault(resource, "calm"));
                return Optional.of(new Document(contentType, text.getBytes(StandardCharsets.UTF_8)));
            }

            @Override
            public boolean take(Message message) {
                String resource = message.receiver().user();
                if (watchers == null || watchers.count(resource) == 0) return false;
                String said = new String(message.body(), StandardCharsets.UTF_8);
                if (said.startsWith("end ")) {
                    watchers.end(resource, Ending.valueOf(said.substring(4)));
                } else {
                    texts.put(resource, said);
                    watchers.changed(resource);
                }
                return true;
            }
        }
        """;
    private static final String COMPONENT = """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="other.Watched">
          <service>
            <provide interface="org.patchbay.sip.EventPackage"/>
            <provide interface="org.patchbay.sip.MessageHandler"/>
          </service>
          <implementation class="other.Watched"/>
        </scr:component>
        """;

    byte[] bytes() {
        return new SourceFeature("org.example.event." + event, version, "other.Watched")
                .bytes(SOURCE.formatted(event, version), COMPONENT);
    }

    /** Drops it into the server's folder and waits until it is in use. */
    void deploy(PatchbayServer server) {
        FeatureJar.drop(server, file(), bytes());
        new ServerLog(server).await(IN_USE_WITHIN, file(), "new calls go to", version);
    }

    /** Takes it out of the folder again, without waiting for what comes of it. */
    void remove(PatchbayServer server) {
        try {
            Files.delete(FeatureJar.folder(server).resolve(file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file() {
        return event + "-" + version + ".jar";
    }
}
