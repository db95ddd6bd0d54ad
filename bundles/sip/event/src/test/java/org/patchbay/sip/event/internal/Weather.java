package org.patchbay.sip.event.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.EventPackage;

/** An event package: what the weather is like. The user part {@code secret} is nobody's business, and {@code nowhere} isn't. */
final class Weather implements EventPackage {
    Watchers watchers;
    String now = "sunny";

    @Override
    public String name() {
        return "weather";
    }

    @Override
    public List<String> contentTypes() {
        return List.of("text/plain", "application/weather+xml");
    }

    @Override
    public Lifetime lifetime() {
        return new Lifetime(600, 60, 3600);
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
    public Optional<Document> document(String resource, String contentType, int version) {
        if (now.equals("broken")) throw new IllegalStateException(now);
        if (now.isEmpty()) return Optional.empty();
        var text = resource + " is " + now + ", number " + version;
        return Optional.of(new Document(contentType, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void attach(Watchers given) {
        watchers = given;
    }

    void turns(String next) {
        now = next;
        watchers.changed("paris");
    }
}
