package org.patchbay.itest.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A version of a feature that brings an event package: what it tells is its version and a text, which is the last message that a
 * phone has sent to the resource. The message {@code end REASON} ends its subscriptions.
 */
record EventFeature(String event, String version) {
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, byte[]> classes = FeatureJar.compile("other/Watched.java", SOURCE.formatted(event, version));
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest())) {
            for (Map.Entry<String, byte[]> compiled : classes.entrySet()) {
                FeatureJar.add(jar, compiled.getKey().replace('.', '/') + ".class", compiled.getValue());
            }
            FeatureJar.add(jar, "OSGI-INF/watched.xml", COMPONENT.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "org.example.event." + event);
        main.putValue("Bundle-Version", version);
        main.putValue(
                "Import-Package",
                "org.patchbay.sip;version=\"[1.3,2)\",org.patchbay.pbx;version=\"[1.1,2)\","
                        + "org.patchbay.channel;version=\"[1.0,2)\"");
        main.putValue("Service-Component", "OSGI-INF/watched.xml");
        main.putValue("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"");
        return manifest;
    }
}
