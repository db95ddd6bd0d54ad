package org.patchbay.console.configuration.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.stream.Collectors;
import org.apache.felix.cm.file.ConfigurationHandler;

/** One configuration in the format that FileInstall reads. */
record EtcFile(Path path) {
    /** Writes {@code properties} below the comment that the file begins with; whoever reads it sees all or nothing of it. */
    void write(Dictionary<String, Object> properties) throws IOException {
        Path unfinished = path.resolveSibling("." + path.getFileName() + ".new");
        Files.writeString(unfinished, heading() + text(properties));
        keepMode(unfinished);
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String heading() throws IOException {
        if (!Files.exists(path)) return "";
        return Files.readAllLines(path).stream()
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String text(Dictionary<String, Object> properties) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ConfigurationHandler.write(output, properties);
        return output.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    /** A file with a password hash stays unreadable for others. */
    private void keepMode(Path unfinished) throws IOException {
        if (Files.exists(path) && Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(unfinished, Files.getPosixFilePermissions(path));
        }
    }

    /** Returns {@code properties} without those that only a running framework knows. */
    @SuppressWarnings("JdkObsolete") // Config Admin speaks in dictionaries
    static Dictionary<String, Object> lasting(Dictionary<String, Object> properties) {
        Hashtable<String, Object> lasting = new Hashtable<>();
        for (var keys = properties.keys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            if (!key.startsWith("service.") && !key.startsWith("felix.fileinstall.")) {
                lasting.put(key, properties.get(key));
            }
        }
        return lasting;
    }
}
