package org.patchbay.deploy.internal;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.patchbay.application.Steering;
import org.patchbay.deploy.internal.History.Taken;
import org.patchbay.deploy.internal.History.Trying;

/** A history as the text of a properties file. */
final class HistoryText {
    private static final String CURRENT = "current";
    private static final String EARLIER = "earlier.";
    private static final String CANARY = "canary";
    private static final String PERCENT = "canary.percent";
    private static final String USERS = "canary.users";
    private static final String TAKEN = "taken.";
    private static final String WHY = "taken.why.";
    private static final String ATTEMPTS = "attempts.";

    private HistoryText() {}

    static String write(History history) throws IOException {
        Properties lines = new Properties();
        history.current().ifPresent(build -> lines.setProperty(CURRENT, build.line()));
        for (int i = 0; i < history.earlier().size(); i++) {
            lines.setProperty(EARLIER + i, history.earlier().get(i).line());
        }
        history.canary().ifPresent(trying -> {
            lines.setProperty(CANARY, trying.build().line());
            lines.setProperty(PERCENT, String.valueOf(trying.who().percent()));
            lines.setProperty(USERS, String.join(" ", trying.who().users()));
        });
        history.takenBack().forEach((key, taken) -> {
            lines.setProperty(TAKEN + key, taken.build().line());
            lines.setProperty(WHY + key, taken.since() + " " + taken.reason());
        });
        history.attempts().forEach((key, count) -> lines.setProperty(ATTEMPTS + key, String.valueOf(count)));
        StringWriter text = new StringWriter();
        lines.store(text, "what the deployer remembers of this feature");
        return text.toString();
    }

    /** Reads what {@link #write} wrote; throws {@link IllegalArgumentException} or DateTimeException when it is something else. */
    static History read(String text) throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(text));
        List<Build> earlier = new ArrayList<>();
        for (int i = 0; lines.containsKey(EARLIER + i); i++) {
            earlier.add(Build.parse(lines.getProperty(EARLIER + i)));
        }
        Map<String, Taken> taken = new LinkedHashMap<>();
        Map<String, Integer> attempts = new LinkedHashMap<>();
        for (String name : lines.stringPropertyNames()) {
            if (name.startsWith(ATTEMPTS)) {
                attempts.put(name.substring(ATTEMPTS.length()), Integer.valueOf(lines.getProperty(name)));
            } else if (name.startsWith(WHY)) {
                String key = name.substring(WHY.length());
                taken.put(key, taken(lines.getProperty(TAKEN + key, ""), lines.getProperty(name)));
            }
        }
        Optional<Build> current =
                Optional.ofNullable(lines.getProperty(CURRENT)).map(Build::parse);
        return new History(current, earlier, canary(lines), taken, attempts);
    }

    private static Optional<Trying> canary(Properties lines) {
        return Optional.ofNullable(lines.getProperty(CANARY)).map(Build::parse).map(build -> {
            String users = lines.getProperty(USERS, "").trim();
            Set<String> names = users.isEmpty() ? Set.of() : Set.of(users.split(" "));
            int percent = Integer.parseInt(lines.getProperty(PERCENT, "0"));
            return new Trying(build, new Steering.Canary(build.version().toString(), percent, names));
        });
    }

    private static Taken taken(String build, String why) {
        String[] parts = why.split(" ", 2);
        return new Taken(Build.parse(build), parts.length == 2 ? parts[1] : "", Instant.parse(parts[0]));
    }
}
