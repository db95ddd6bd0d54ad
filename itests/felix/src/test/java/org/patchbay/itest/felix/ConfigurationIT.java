package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;
import org.apache.felix.webconsole.spi.ConfigurationHandler;
import org.apache.felix.webconsole.spi.ValidationException;
import org.junit.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.patchbay.io.RtpPorts;

/** A setting lives in a file of etc; the command line and the console's forms go through it. */
public class ConfigurationIT extends FelixTest {
    private static final String RTP = "org.patchbay.io.rtp";

    @Inject
    private ConfigurationAdmin configurations;

    @Inject
    private ConfigurationHandler form;

    @Inject
    private RtpPorts ports;

    @Test
    public void givesTheCommandLineOnThroughTheFile() throws IOException {
        Configuration sip = configurations.getFactoryConfiguration("org.patchbay.io.transport", "udp", "?");
        Configuration rtp = configurations.getConfiguration(RTP, "?");

        assertEquals(
                Integer.valueOf(context.getProperty("patchbay.sip.port")),
                sip.getProcessedProperties(null).get("port"));
        assertEquals("127.0.0.1", rtp.getProcessedProperties(null).get("address"));
        assertEquals("", rtp.getProcessedProperties(null).get("advertise"));
    }

    @Test
    public void readsAFileThatWasEdited() throws Exception {
        Path file = etc(RTP);
        String before = Files.readString(file);

        Files.writeString(file, before.replace("default=16384-32767", "default=40000-40019"));

        await(() -> ports.capacity() == 10);
        Files.writeString(file, before);
        await(() -> ports.capacity() > 10);
    }

    @Test
    public void savesAFormToItsFile() throws Exception {
        String before = Files.readString(etc(RTP));

        applyForm(Map.of("address", "127.0.0.1", "ports", "41000-41039"));

        await(() -> ports.capacity() == 20);
        assertTrue(Files.readString(etc(RTP)).startsWith("# Where the sound of calls"));
        Files.writeString(etc(RTP), before);
        await(() -> ports.capacity() > 20);
    }

    private void applyForm(Map<String, Object> properties) throws IOException, ValidationException {
        form.updateConfiguration(null, RTP, new Hashtable<>(properties));
    }

    private Path etc(String pid) {
        return Path.of(context.getProperty("patchbay.home"), "etc", pid + ".config");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertTrue("waited too long", Instant.now().isBefore(end));
            Thread.sleep(50);
        }
    }
}
