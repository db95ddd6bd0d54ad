package org.patchbay.console.configuration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.cm.file.ConfigurationHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedConfigurationsTest {
    private static final String PID = "org.patchbay.sip.stack";

    @TempDir
    private Path etc;

    private SavedConfigurations saved;
    private Path file;

    @BeforeEach
    void open() {
        saved = new SavedConfigurations(etc);
        file = etc.resolve(PID + ".config");
    }

    @Test
    void writesWhatFileInstallReads() throws IOException {
        var properties = new Hashtable<String, Object>(Map.of(
                "port", 5070, "address", "$[prop:patchbay.sip.address;default=0.0.0.0]", "names", new String[] {"a", "b"
                }));

        saved.updateConfiguration("", PID, properties);

        assertThat(read()).containsEntry("port", 5070).containsEntry("address", properties.get("address"));
        assertThat((String[]) read().get("names")).containsExactly("a", "b");
    }

    @Test
    void keepsTheCommentOnTop() throws IOException {
        Files.writeString(file, "# Where SIP is spoken.\n# advertise: see the manual\nport=I\"5060\"\n");

        saved.updateConfiguration("", PID, new Hashtable<>(Map.of("port", 5070)));

        assertThat(file).content().startsWith("# Where SIP is spoken.\n# advertise: see the manual\n");
        assertThat(read()).containsEntry("port", 5070);
    }

    @Test
    void leavesOutWhatOnlyTheFrameworkKnows() throws IOException {
        saved.updateConfiguration(
                "", PID, new Hashtable<>(Map.of("port", 5070, "service.pid", PID, "felix.fileinstall.filename", "x")));

        assertThat(read()).containsOnlyKeys("port");
    }

    @Test
    void keepsASecretFileSecret() throws IOException {
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        saved.updateConfiguration("", PID, new Hashtable<>(Map.of("port", 5070)));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void writesNothingOutsideItsFolder() throws IOException {
        saved.updateConfiguration("", "../evil", new Hashtable<>(Map.of("port", 5070)));

        assertThat(etc).isEmptyDirectory();
        assertThat(etc.resolveSibling("evil.config")).doesNotExist();
    }

    @Test
    void hidesTheNameOfTheFile() {
        var names = new ArrayList<>(List.of("port", "felix.fileinstall.filename"));

        saved.filterProperties("", PID, names);

        assertThat(names).containsExactly("port");
    }

    @SuppressWarnings("unchecked") // the reader returns a raw dictionary
    private Map<String, Object> read() throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            Dictionary<String, Object> properties = ConfigurationHandler.read(input);
            Map<String, Object> map = new TreeMap<>();
            for (var keys = properties.keys(); keys.hasMoreElements(); ) {
                String key = keys.nextElement();
                map.put(key, properties.get(key));
            }
            return map;
        }
    }
}
