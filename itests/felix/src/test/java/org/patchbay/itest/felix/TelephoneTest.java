package org.patchbay.itest.felix;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.After;
import org.junit.Before;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channels;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;

/** A server in a Felix of its own, with telephones. */
public abstract class TelephoneTest extends FelixTest {
    protected Telephones telephones;

    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        Option[] server = super.configuration();
        Option[] all = Arrays.copyOf(server, server.length + 1);
        String phones = SipPhone.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        all[server.length] = CoreOptions.bundle(phones);
        return all;
    }

    @Before
    public void plugIn() throws IOException {
        telephones = new Telephones(context);
    }

    @After
    public void unplug() throws Exception {
        channels().calls().forEach(call -> call.clear(Cause.NORMAL_CLEARING)); // what a failed test has left
        telephones.close();
    }

    /** Returns the channels that are there now: another object when their bundle has been started again. */
    protected Channels channels() {
        return service(Channels.class);
    }

    protected <S> S service(Class<S> type) {
        return context.getService(context.getServiceReference(type));
    }

    protected Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(symbolicName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    protected void awaitNoCalls() throws InterruptedException {
        Waiting.until(() -> channels().counters().live() == 0);
    }

    /** Waits until the call has come to its echo, which is a step after it was answered. */
    protected static void awaitEcho(RtpEndpoint media, Dialog up) throws InterruptedException {
        Waiting.until(() -> {
            media.speak(0, up.remoteSdp().rtp());
            return media.hear(Duration.ofMillis(200)).isPresent();
        });
        media.hear(Integer.MAX_VALUE, Duration.ofMillis(200));
    }
}
