package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.patchbay.channel.Channels;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;

/** What writes calls down is away when one ends. */
public class CallRecordIT extends CallingTest {
    @Inject
    private Channels channels;

    @Test
    public void aCallThatEndsWhileItsWriterIsReplacedIsWrittenDown() throws Exception {
        SipPhone ann = telephones.phone("1001").register();
        RtpEndpoint media = telephones.media();
        Dialog up = ann.call("9196", Sdp.offer(media.address(), Sdp.PCMU)).talk();
        awaitEcho(media, up);
        for (int i = 0; i < 20; i++) media.speak(0, up.remoteSdp().rtp());
        String id = channels.calls().iterator().next().id();
        Bundle writer = bundle("org.patchbay.cdr");

        writer.stop();
        up.bye();
        Waiting.until(() -> channels.counters().live() == 0);
        writer.start();

        Waiting.until(() -> !rows("calls", id).isEmpty());
        List<String> call = rows("calls", id);
        assertEquals(1, call.size());
        assertTrue(call.getFirst(), call.getFirst().contains(",1001,"));
        assertTrue(call.getFirst(), call.getFirst().contains(",normal,16,caller,echo "));
        List<String> legs = rows("legs", id);
        assertEquals(1, legs.size());
        List<String> cells = Arrays.asList(legs.getFirst().split(",", -1));
        assertTrue(legs.getFirst(), cells.contains("PCMU"));
        assertTrue(legs.getFirst(), Integer.parseInt(cells.get(13)) > 20);
    }

    private List<String> rows(String file, String id) {
        Path folder = Path.of(context.getProperty("patchbay.home")).resolve("data/cdr");
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.getFileName().toString().startsWith(file))
                    .flatMap(CallRecordIT::lines)
                    .filter(line -> line.split(",")[0].endsWith("-" + id))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<String> lines(Path path) {
        try {
            return Files.readAllLines(path).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
