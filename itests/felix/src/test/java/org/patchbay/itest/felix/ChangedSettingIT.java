package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.InvalidSyntaxException;
import org.patchbay.application.Application;
import org.patchbay.application.Applications;
import org.patchbay.channel.Call;
import org.patchbay.channel.Channels;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpCrowd;
import org.patchbay.itest.rtp.RtpEndpoint;

/** A setting of an application is changed under a call: the call keeps what it has, new calls get the new. */
public class ChangedSettingIT extends CallingTest {
    private static final String APPLICATION = "(" + Application.NAME + "=counted)";

    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        Option[] options = super.configuration();
        Path instance = Path.of("target", "instances", getClass().getSimpleName());
        new ApplicationJar("counted", "1.0.0", CountedEcho.class)
                .dropInto(Files.createDirectories(instance.resolve("deploy")));
        Path dialplan = instance.resolve("etc/dialplan.yaml");
        Files.writeString(dialplan, Files.readString(dialplan) + "  - {match: \"9300\", do: [counted]}\n");
        return options;
    }

    @Test
    public void leavesTheCallAloneThatHasTheOldOne() throws Exception {
        Waiting.until(() -> service(Applications.class).names().contains("counted"));
        SipPhone ann = telephones.phone("1001").register();
        RtpCrowd crowd = telephones.keep(new RtpCrowd(Telephones.address()));
        RtpCrowd.Talker hears = crowd.newTalker();
        Dialog up = ann.call("9300", Sdp.offer(hears.address(), Sdp.PCMU)).talk();
        hears.talk(up.remoteSdp().rtp(), hears);
        Waiting.until(() -> runs().equals("1"));
        crowd.talk(Duration.ofSeconds(1));

        CompletableFuture<RtpCrowd.Count> talk = CompletableFuture.supplyAsync(() -> crowd.talk(Duration.ofSeconds(4)));
        Path etc = Path.of(context.getProperty("patchbay.home"), "etc");
        Files.writeString(etc.resolve("test.counted.config"), "colour=\"blue\"\n");
        Waiting.until(() -> "blue".equals(property("colour")));

        assertEquals("lost", 0, talk.join().lost());
        assertEquals("1", runs());
        RtpEndpoint media = telephones.media();
        Dialog another = ann.call("9300", Sdp.offer(media.address(), Sdp.PCMU)).talk();
        awaitEcho(media, another);
        assertEquals(2, callsIn());
        another.bye();
        up.bye();
        Waiting.until(() -> callsIn() == 0);
    }

    /** Returns a property of the application that is there now; a changed setting makes another. */
    private String property(String name) {
        try {
            return context.getServiceReferences(Application.class, APPLICATION).stream()
                    .map(reference -> String.valueOf(reference.getProperty(name)))
                    .findFirst()
                    .orElse("");
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private String runs() {
        return service(Channels.class).calls().stream()
                .map(Call::variables)
                .map(variables -> variables.getOrDefault("runs", ""))
                .findFirst()
                .orElse("no call");
    }

    private int callsIn() {
        return service(Applications.class).versions().stream()
                .filter(version -> version.application().equals("counted"))
                .mapToInt(Applications.Version::calls)
                .sum();
    }
}
