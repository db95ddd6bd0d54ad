package org.patchbay.pbx.files.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.patchbay.pbx.Trunk;

/** Makes trunks of the trunks file: a list of maps under the key {@code trunks}. */
final class TrunksFile {
    private static final Set<String> KEYS = Set.of(
            "name",
            "enabled",
            "server",
            "transport",
            "register",
            "user",
            "password",
            "password.file",
            "password.property",
            "auth.user",
            "from.user",
            "from.domain",
            "expires",
            "context",
            "match",
            "trusted",
            "diversion",
            "media",
            "srtp",
            "dtmf",
            "options.seconds",
            "channels.max");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern USER = Pattern.compile("[^\\s\"\\\\<>]{1,128}"); // what needs no escape in a header
    private static final Pattern SOURCE = Pattern.compile("[0-9A-Fa-f:.]+(/\\d{1,3})?|" + ServerUri.HOST);

    private final Secrets secrets;
    private final Map<String, Place> places = new HashMap<>();
    private final List<Trunk> enabled = new ArrayList<>();
    private boolean passwords;

    private TrunksFile(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * What a file holds.
     *
     * @param enabled the trunks, without those that are switched off
     * @param passwords whether passwords stand in the file itself
     */
    record Content(List<Trunk> enabled, boolean passwords) {
        static final Content NONE = new Content(List.of(), false);

        Content {
            enabled = List.copyOf(enabled);
        }
    }

    /** Returns the trunks of a file. Throws {@link Refusal} when one of them is wrong, also one that is switched off. */
    static Content read(Yaml root, Secrets secrets) {
        Fields top = new Fields("the file", root.mapping("the file"), Set.of("trunks"));
        TrunksFile file = new TrunksFile(secrets);
        top.required("trunks").listing("trunks").items().forEach(file::add);
        return new Content(file.enabled, file.passwords);
    }

    private void add(Yaml item) {
        Fields fields = new Fields("a trunk", item.mapping("a trunk"), KEYS);
        fields.required("name");
        String name = matching(fields, "name", NAME).orElseThrow();
        Place earlier = places.putIfAbsent(name, fields.place("name"));
        if (earlier != null) {
            throw new Refusal(
                    fields.place("name"), "the name " + name + " is taken by the trunk in line " + earlier.line());
        }
        Trunk trunk = trunk(fields, name);
        if (flag(fields, "enabled", true)) enabled.add(trunk);
    }

    private Trunk trunk(Fields fields, String name) {
        Optional<Trunk.Login> login = login(fields);
        boolean registers = flag(fields, "register", false);
        if (registers && login.isEmpty()) {
            throw new Refusal(fields.place("register"), "the trunk " + name + " can't register without a user");
        }
        return new Trunk(
                name,
                ServerUri.all(fields),
                login,
                registers,
                Duration.ofSeconds(number(fields, "expires", 60, 86_400).orElse(3_600)),
                new Trunk.From(
                        matching(fields, "from.user", USER), matching(fields, "from.domain", ServerUri.HOST_ONLY)),
                entry(fields, registers),
                flag(fields, "trusted", false),
                Duration.ofSeconds(health(fields)),
                number(fields, "channels.max", 1, 100_000),
                diversion(fields),
                fields.directMedia(),
                fields.srtp(),
                fields.dtmf());
    }

    private static boolean diversion(Fields fields) {
        boolean wanted = flag(fields, "diversion", false);
        if (!wanted || flag(fields, "trusted", false)) return wanted;
        throw new Refusal(fields.place("diversion"), "a trunk is told of diversions only if it is trusted: yes");
    }

    // ---- who we are

    private Optional<Trunk.Login> login(Fields fields) {
        Optional<String> user = matching(fields, "user", USER);
        Optional<String> password = password(fields);
        Optional<String> authenticationUser = matching(fields, "auth.user", USER);
        if (user.isEmpty() && (password.isPresent() || authenticationUser.isPresent())) {
            String key = password.isPresent() ? "password" : "auth.user";
            throw new Refusal(fields.place(key), "a trunk with " + key + " must have a user");
        }
        return user.map(known -> new Trunk.Login(known, authenticationUser.orElse(known), password.orElse("")));
    }

    private Optional<String> password(Fields fields) {
        List<String> given = List.of("password", "password.file", "password.property").stream()
                .filter(key -> fields.value(key).isPresent())
                .toList();
        if (given.isEmpty()) return Optional.empty();
        String key = given.getFirst();
        if (given.size() > 1) {
            throw new Refusal(fields.place(given.get(1)), "the password is here twice: write only one of " + given);
        }
        String written = fields.text(key).orElseThrow();
        passwords |= key.equals("password");
        return switch (key) {
            case "password.file" -> Optional.of(secrets.file(fields.place(key), written));
            case "password.property" -> Optional.of(secrets.property(fields.place(key), written));
            default -> Optional.of(written);
        };
    }

    // ---- how its calls come in

    private static Trunk.Entry entry(Fields fields, boolean registers) {
        String context = matching(fields, "context", NAME).orElse("incoming");
        if (fields.value("match").isEmpty()) return new Trunk.Entry(context, List.of(), true, registers);
        List<Yaml.Text> written = texts(fields, "match");
        List<String> sources = new ArrayList<>();
        for (Yaml.Text text : written) {
            if (text.text().equals("line")) continue;
            sources.add(source(text));
        }
        boolean line = written.stream().anyMatch(text -> text.text().equals("line"));
        if (line && !registers) {
            throw new Refusal(fields.place("match"), "a trunk that doesn't register has no line to be matched by");
        }
        return new Trunk.Entry(context, sources, !sources.isEmpty(), line);
    }

    private static String source(Yaml.Text text) {
        if (SOURCE.matcher(text.text()).matches() && (!numeric(text.text()) || SourceText.valid(text.text()))) {
            return text.text();
        }
        throw new Refusal(
                text.place(),
                "'" + text.text()
                        + "' is no address such as 192.0.2.7, no range such as 192.0.2.0/24, no host name, and not"
                        + " line");
    }

    private static boolean numeric(String text) {
        return text.indexOf(':') >= 0 || text.indexOf('/') >= 0 || text.matches("[0-9.]+");
    }

    // ---- values

    static List<Yaml.Text> texts(Fields fields, String key) {
        return switch (fields.required(key)) {
            case Yaml.Text text -> List.of(text.text(key));
            case Yaml.Listing listing ->
                listing.items().stream().map(item -> item.text(key)).toList();
            case Yaml.Mapping mapping -> throw new Refusal(mapping.place(), key + " must be a text or a list");
        };
    }

    static Optional<String> matching(Fields fields, String key, Pattern pattern) {
        Optional<String> value = fields.text(key);
        if (value.isEmpty() || pattern.matcher(value.get()).matches()) return value;
        throw new Refusal(
                fields.place(key),
                "the " + key + " '" + value.get() + "' has a character that can't be used there, or is too long");
    }

    private static boolean flag(Fields fields, String key, boolean otherwise) {
        return switch (fields.text(key).orElse(otherwise ? "yes" : "no")) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new Refusal(fields.place(key), key + " must be yes or no");
        };
    }

    private static int health(Fields fields) {
        if (fields.text("options.seconds").equals(Optional.of("0"))) return 0;
        return number(fields, "options.seconds", 5, 3_600).orElse(30);
    }

    private static OptionalInt number(Fields fields, String key, int least, int most) {
        Optional<String> written = fields.text(key);
        if (written.isEmpty()) return OptionalInt.empty();
        if (written.get().matches("\\d{1,6}")) {
            int value = Integer.parseInt(written.get());
            if (value >= least && value <= most) return OptionalInt.of(value);
        }
        throw new Refusal(fields.place(key), key + " must be a number from " + least + " to " + most);
    }
}
