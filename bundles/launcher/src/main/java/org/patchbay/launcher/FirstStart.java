package org.patchbay.launcher;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** Makes what an instance needs before its first start and what no two may share: users with passwords, the console's. */
record FirstStart(Path etc, SecureRandom random) {
    private static final String USERS = "users.yaml";
    private static final String CONSOLE = "org.patchbay.console.config";

    /** The files made here. */
    static final Set<String> SECRET_FILES = Set.of(USERS, CONSOLE);

    /** Writes the files that are not there yet, readable by their owner alone. */
    Secrets prepare() throws IOException {
        return new Secrets(users(), console());
    }

    private Optional<Phones> users() throws IOException {
        Path file = etc.resolve(USERS);
        if (Files.exists(file)) return Optional.empty();
        Phones phones = new Phones(Password.random(random), Password.random(random));
        write(file, """
            # Who may use the server. Read again as soon as it is saved; a mistake leaves the old users in force.
            # With "media: direct", calls between such users and trunks are signalling only: RTP goes from phone to phone.
            # With "srtp: required" a user's calls are encrypted or refused; with "srtp: optional" encrypted if the phone can.
            users:
              - {number: "1001", name: First phone, password: "%s"}
              - {number: "1002", name: Second phone, password: "%s"}
            """.formatted(phones.first().text(), phones.second().text()));
        return Optional.of(phones);
    }

    private Optional<Password> console() throws IOException {
        Path file = etc.resolve(CONSOLE);
        if (Files.exists(file)) return Optional.empty();
        Password password = Password.random(random);
        write(file, """
            # who may open the web console; delete this file to get a new password at the next start
            user="admin"
            password.hash="%s"
            """.formatted(password.hash(random).replace("=", "\\=")));
        return Optional.of(password);
    }

    private static void write(Path file, String text) throws IOException {
        FileAttribute<?>[] mode =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Path unfinished = Files.createTempFile(file.getParent(), ".", ".new", mode);
        Files.writeString(unfinished, text);
        Files.move(unfinished, file);
    }

    /** What was made, to be shown once; empty where there was something already. */
    record Secrets(Optional<Phones> phones, Optional<Password> console) {}

    /** The passwords of users 1001 and 1002. */
    record Phones(Password first, Password second) {}
}
