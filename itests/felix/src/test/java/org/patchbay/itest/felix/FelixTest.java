package org.patchbay.itest.felix;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.patchbay.launcher.DistributionFolder;

/**
 * Starts the bundles of the distribution in a Felix of its own, once for the test class, with a fresh instance folder and free
 * ports on 127.0.0.1. The tests run inside and get services by {@code @Inject}; they are JUnit 4 tests, which is what Pax
 * Exam runs.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class FelixTest {
    private static final String LOOPBACK = "127.0.0.1";

    @Inject
    protected BundleContext context;

    /** Returns what the container is started with; a test that needs more adds to it. */
    @Configuration
    public Option[] configuration() throws IOException {
        DistributionFolder distribution =
                DistributionFolder.withInstance(getClass().getSimpleName());
        List<Option> options = new ArrayList<>();
        distribution.bundles().forEach(entry -> options.add(option(entry)));
        distribution
                .properties(ports())
                .forEach((name, value) -> options.add(frameworkProperty(name).value(value)));
        String instance = distribution.instance().toString();
        options.add(systemProperty("patchbay.log").value(instance + "/log"));
        options.add(systemProperty("logback.configurationFile").value(instance + "/etc/logback.xml"));
        options.add(junitBundles());
        options.add(systemTimeout(60_000));
        options.add(frameworkStartLevel(distribution.highestStartLevel()));
        options.add(vmOptions("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        return options.toArray(Option[]::new);
    }

    private static Option option(DistributionFolder.Entry entry) {
        UrlProvisionOption option = bundle(entry.jar().toUri().toString());
        return entry.fragment() ? option.noStart() : option.startLevel(entry.startLevel());
    }

    private static Map<String, String> ports() throws IOException {
        try (DatagramSocket sip = new DatagramSocket(0, InetAddress.ofLiteral(LOOPBACK));
                ServerSocket console = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
            return Map.of(
                    "patchbay.sip.address",
                    LOOPBACK,
                    "patchbay.sip.port",
                    Integer.toString(sip.getLocalPort()),
                    "patchbay.rtp.address",
                    LOOPBACK,
                    "patchbay.console.port",
                    Integer.toString(console.getLocalPort()));
        }
    }
}
