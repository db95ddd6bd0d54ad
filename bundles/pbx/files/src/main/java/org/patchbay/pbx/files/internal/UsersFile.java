package org.patchbay.pbx.files.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.pbx.Credentials;
import org.patchbay.pbx.Subscriber;

/** Makes users of the users file: a list of maps under the key {@code users}. */
final class UsersFile {
    private static final Set<String> KEYS =
            Set.of("number", "name", "password", "md5", "sha256", "context", "max-contacts", "media", "srtp", "dtmf");

    // what may stand before the @ of a SIP address without being escaped, less what has a meaning in other places
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_.!~*+#-]{1,64}");
    private static final Pattern CONTEXT = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int MAX_NAME = 128;

    private final String realm;
    private final Map<String, Subscriber> users = new LinkedHashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    private UsersFile(String realm) {
        this.realm = realm;
    }

    /** Returns the users of a file. Throws {@link Refusal} when one of them is wrong. */
    static Users read(Yaml root, String realm) {
        Fields top = new Fields("the file", root.mapping("the file"), Set.of("users"));
        UsersFile file = new UsersFile(realm);
        top.required("users").listing("users").items().forEach(file::add);
        return new Users(file.users);
    }

    private void add(Yaml item) {
        Fields fields = new Fields("a user", item.mapping("a user"), KEYS);
        String number = matching(
                fields, "number", fields.required("number").text("number").text(), NUMBER);
        Place earlier = places.putIfAbsent(number, fields.place("number"));
        if (earlier != null) {
            throw new Refusal(
                    fields.place("number"), "the number " + number + " is taken by the user in line " + earlier.line());
        }
        users.put(
                number,
                new Subscriber(
                        new AddressOfRecord(number, realm),
                        name(fields),
                        matching(fields, "context", fields.text("context").orElse("internal"), CONTEXT),
                        maxContacts(fields),
                        credentials(fields, number),
                        fields.directMedia(),
                        fields.srtp(),
                        fields.dtmf()));
    }

    private static String matching(Fields fields, String key, String value, Pattern pattern) {
        if (pattern.matcher(value).matches()) return value;
        throw new Refusal(
                fields.place(key),
                "the " + key + " '" + value + "' has a character that can't be used there, or is longer than 64");
    }

    private static String name(Fields fields) {
        String name = fields.text("name").orElse("");
        if (name.length() <= MAX_NAME) return name;
        throw new Refusal(fields.place("name"), "the name is longer than " + MAX_NAME + " characters");
    }

    private static int maxContacts(Fields fields) {
        String written = fields.text("max-contacts").orElse("10");
        if (written.matches("\\d{1,3}")) {
            int value = Integer.parseInt(written);
            if (value >= 1 && value <= 100) return value;
        }
        throw new Refusal(fields.place("max-contacts"), "max-contacts must be a number from 1 to 100");
    }

    private Credentials credentials(Fields fields, String number) {
        Optional<String> password = fields.text("password");
        Optional<String> md5 = hash(fields, "md5", 32);
        Optional<String> sha256 = hash(fields, "sha256", 64);
        if (password.isPresent()) {
            if (md5.isPresent() || sha256.isPresent()) {
                throw new Refusal(
                        fields.place("password"), "the user " + number + " has a password and a hash: write only one");
            }
            return Hashes.of(number, realm, password.get());
        }
        if (md5.isEmpty() && sha256.isEmpty()) {
            throw new Refusal(
                    fields.place("number"), "the user " + number + " has no password, nor its hash (md5, sha256)");
        }
        return new Credentials(md5, sha256);
    }

    private static Optional<String> hash(Fields fields, String key, int length) {
        Optional<String> hash = fields.text(key).map(written -> written.toLowerCase(Locale.ROOT));
        if (hash.isPresent() && !hash.get().matches("[0-9a-f]{" + length + "}")) {
            // the value is not repeated: it may be a password in the wrong place
            throw new Refusal(fields.place(key), key + " must be " + length + " hexadecimal digits");
        }
        return hash;
    }
}
