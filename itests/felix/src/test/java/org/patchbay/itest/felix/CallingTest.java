package org.patchbay.itest.felix;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channels;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;

/** A test that makes calls through the server that it runs in. */
public abstract class CallingTest extends FelixTest {
    Telephones telephones;

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
        Optional.ofNullable(context.getServiceReference(Channels.class))
                .map(context::getService)
                .ifPresent(CallingTest::clear);
        telephones.close();
    }

    /** Clears what a failed test has left. */
    private static void clear(Channels channels) {
        channels.calls().forEach(call -> call.clear(Cause.NORMAL_CLEARING));
    }

    /** Returns the service that is there now, which a restarted bundle has replaced. */
    <S> S service(Class<S> type) {
        ServiceReference<S> reference = context.getServiceReference(type);
        if (reference == null) throw new AssertionError("no " + type);
        return context.getService(reference);
    }

    Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(symbolicName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    /** Waits until the call has come to its echo, which is a step after it was answered. */
    static void awaitEcho(RtpEndpoint media, Dialog up) throws InterruptedException {
        Waiting.until(() -> {
            media.speak(0, up.remoteSdp().rtp());
            return media.hear(Duration.ofMillis(200)).isPresent();
        });
        media.hear(Integer.MAX_VALUE, Duration.ofMillis(200));
    }
}
