package org.patchbay.pbx.files.internal;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users in force, and how a new version of their file replaces them. {@link #look} is for one thread at a time. */
final class LoadedUsers {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedUsers.class);
    private final WatchedFile file;
    private final Report report;
    private final String realm;
    private final LastGood versions;
    private volatile Users users = Users.NONE;
    private boolean saidReadable;
    private Set<String> saidMissing = Set.of();

    /** {@code read} is told the text of each version that is put in force. */
    LoadedUsers(WatchedFile file, Report report, String realm, InstantSource clock, Consumer<String> read) {
        if (realm.isEmpty() || realm.indexOf('"') >= 0) throw new IllegalArgumentException("realm '" + realm + "'");
        this.file = file;
        this.report = report;
        this.realm = realm;
        this.versions = new LastGood(file, report, clock, read);
    }

    Users users() {
        return users;
    }

    String realm() {
        return realm;
    }

    /** Reads the file as it is now. */
    void read() {
        versions.read(
                        "users",
                        yaml -> UsersFile.read(yaml, realm),
                        read -> read.all().size())
                .ifPresent(read -> users = read);
        if (!saidReadable) saidReadable = versions.warnOfReaders();
    }

    /** Reads the file when it has changed, and says when a user has a context that the dialplan doesn't have. */
    void look(Supplier<Optional<Set<String>>> contexts) {
        if (file.changed()) read();
        contexts.get().ifPresent(this::compare);
    }

    private void compare(Set<String> contexts) {
        Set<String> missing = new TreeSet<>();
        users.all().stream()
                .map(user -> user.context())
                .filter(context -> !contexts.contains(context))
                .forEach(missing::add);
        if (!missing.equals(saidMissing) && !missing.isEmpty()) {
            LOG.warn("{}: the dialplan file has no context {}", report.path(), String.join(", ", missing));
        }
        saidMissing = missing;
    }
}
