package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.patchbay.channel.Channels;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpCrowd;
import org.patchbay.itest.rtp.RtpEndpoint;

/** A newer version of a module is started beside the old one, which is then stopped, while calls are up and new ones come. */
public class ModuleExchangeIT extends CallingTest {
    private final AtomicBoolean calling = new AtomicBoolean(true);
    private final AtomicInteger calls = new AtomicInteger();
    private CompletableFuture<Void> others = CompletableFuture.completedFuture(null);

    @Test
    public void theApplicationHost() throws Exception {
        assertExchanges("org.patchbay.application.host");
    }

    @Test
    public void thePbx() throws Exception {
        assertExchanges("org.patchbay.pbx.core");
    }

    @Test
    public void theRegistrar() throws Exception {
        assertExchanges("org.patchbay.sip.registrar");
    }

    @Test
    public void theDigest() throws Exception {
        assertExchanges("org.patchbay.sip.digest");
    }

    @Test
    public void theFiles() throws Exception {
        assertExchanges("org.patchbay.pbx.files");
    }

    private void assertExchanges(String symbolicName) throws Exception {
        var log = new ServerLog();
        SipPhone ann = telephones.phone("1001").register();
        SipPhone ben = telephones.phone("1002").register();
        CountedTalk up = CountedTalk.between(ann, ben, telephones.keep(new RtpCrowd(Telephones.address())));
        CompletableFuture<RtpCrowd.Count> talk = up.goOn(Duration.ofSeconds(4));
        others = CompletableFuture.runAsync(this::registerAndCall);

        Bundle old = bundle(symbolicName);
        Bundle successor = startBeside(symbolicName);
        someCalls();
        old.stop();
        someCalls();
        old.start();
        someCalls();
        successor.uninstall();
        someCalls();

        calling.set(false);
        others.join();
        RtpCrowd.Count count = talk.join();
        assertTrue("sent " + count.sent(), count.sent() > 300);
        assertEquals("lost of " + count.sent(), 0, count.lost());
        Waiting.until(() -> service(Channels.class).counters().live() == 1);
        ann.register(0);
        ben.register(0);
        log.assertNoExceptions();
    }

    private Bundle startBeside(String symbolicName) throws IOException, BundleException {
        Path here = Path.of(context.getProperty("patchbay.home"));
        Path distribution =
                here.resolve("../../../../../distribution/target/patchbay").normalize();
        try (InputStream jar = ModuleJar.of(distribution, symbolicName).version("0.1.1")) {
            Bundle successor = context.installBundle("exchange:" + symbolicName, jar);
            successor.start(Bundle.START_TRANSIENT);
            return successor;
        }
    }

    /** Waits until three more calls have been answered and ended. */
    private void someCalls() throws InterruptedException {
        int before = calls.get();
        Waiting.until(() -> others.isCompletedExceptionally() || calls.get() >= before + 3);
        others.getNow(null); // throws what made it fail
    }

    private void registerAndCall() {
        SipPhone phone = telephones.phone("1001");
        RtpEndpoint media = telephones.media();
        while (calling.get()) {
            try {
                phone.register();
                Dialog up =
                        phone.call("9196", Sdp.offer(media.address(), Sdp.PCMU)).talk();
                up.bye();
                calls.incrementAndGet();
            } catch (AssertionError challenged) {
                // RFC 7616 section 3.3: who was challenged by the one and asks the other, asks again with its nonce
                if (!String.valueOf(challenged.getMessage()).contains("stale=true")) throw challenged;
            }
        }
        phone.register(0);
    }
}
