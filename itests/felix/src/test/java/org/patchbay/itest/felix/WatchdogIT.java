package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.patchbay.application.Applications;
import org.patchbay.application.StuckRun;
import org.patchbay.channel.Channels;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpCrowd;
import org.patchbay.itest.rtp.RtpEndpoint;

/** Applications that compute without end, more of them than there are cores. */
public class WatchdogIT extends CallingTest {
    private static final int SPINNERS = Runtime.getRuntime().availableProcessors() + 1;

    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        Option[] options = super.configuration();
        Path instance = Path.of("target", "instances", getClass().getSimpleName());
        Files.writeString(instance.resolve("etc/org.patchbay.application.host.config"), "stuck.seconds=I\"1\"\n");
        new ApplicationJar("spinner", "1.2.3", Spinner.class)
                .dropInto(Files.createDirectories(instance.resolve("deploy")));
        Path dialplan = instance.resolve("etc/dialplan.yaml");
        Files.writeString(dialplan, Files.readString(dialplan) + "  - {match: \"9300\", do: [spinner]}\n");
        return options;
    }

    @Test
    public void namesWhatIsStuckAndEndsItAloneWhileOtherCallsGoOn() throws Exception {
        Applications applications = service(Applications.class);
        Waiting.until(() -> applications.names().contains("spinner"));
        SipPhone ann = telephones.phone("1001").register();
        SipPhone ben = telephones.phone("1002").register();
        CountedTalk up = CountedTalk.between(ann, ben, telephones.keep(new RtpCrowd(Telephones.address())));
        CompletableFuture<RtpCrowd.Count> talk = up.goOn(Duration.ofSeconds(6));

        List<Dialog> stuck = new ArrayList<>();
        for (int i = 0; i < SPINNERS; i++) {
            stuck.add(ben.call("9300", Sdp.offer(telephones.media().address(), Sdp.PCMU))
                    .talk());
        }
        Waiting.until(() -> applications.stuck().size() == SPINNERS);
        StuckRun first = applications.stuck().getFirst();
        assertEquals("spinner 1.2.3", first.application() + " " + first.version());
        assertTrue(first.stack().toString(), first.stack().toString().contains("Spinner.run"));

        RtpEndpoint media = telephones.media();
        Dialog echo = ann.call("9196", Sdp.offer(media.address(), Sdp.PCMU)).talk();
        awaitEcho(media, echo);
        echo.bye();

        assertTrue(applications.end(first.call()));
        Waiting.until(() -> applications.stuck().size() == SPINNERS - 1);
        Waiting.until(() -> service(Channels.class).counters().live() == 1 + SPINNERS - 1);
        applications.stuck().forEach(one -> applications.end(one.call()));
        for (Dialog dialog : stuck) dialog.expectBye();
        RtpCrowd.Count count = talk.join();
        assertEquals("lost of " + count.sent(), 0, count.lost());
        up.caller().bye();
        up.called().expectBye();
        Waiting.until(() -> service(Channels.class).counters().live() == 0);
    }
}
