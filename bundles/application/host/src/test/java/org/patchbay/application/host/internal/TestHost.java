package org.patchbay.application.host.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.framework.Version;
import org.patchbay.application.Application;
import org.patchbay.application.Arguments;

/** A host with applications that say what they do; version 1.2.3 comes from bundle 123. */
final class TestHost {
    static final Arguments GIVEN = new Arguments(Map.of("given", "by the step"));

    final FakeSounds sounds = new FakeSounds();
    final ApplicationHost host;
    final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    TestHost() {
        this(Duration.ofSeconds(5));
    }

    TestHost(Duration wait) {
        host = new ApplicationHost(sounds, wait, Duration.ofSeconds(5));
    }

    /** The instances of an application, made by {@code maker} for each call or once. */
    record Made(Supplier<Application> maker, boolean ownForEachCall) implements Instances {
        @Override
        public Application get() {
            return maker.get();
        }

        @Override
        public void release(Application application) {}
    }

    static long bundle(String version) {
        return Long.parseLong(version.replace(".", ""));
    }

    Instances offer(String name, String version, Application application) {
        return offer(name, version, () -> application, false);
    }

    Instances offer(String name, String version, Supplier<Application> maker, boolean ownForEachCall) {
        return offer(name, "test." + name, version, new Made(maker, ownForEachCall));
    }

    Instances offer(String name, String feature, String version, Instances instances) {
        host.offer(name, new Origin(bundle(version), feature, Version.parseVersion(version)), instances);
        return instances;
    }

    /** Offers an application that says {@code word} and returns. */
    Instances offerSaying(String name, String version, String word) {
        return offer(name, version, session -> seen.add(word));
    }

    /** Offers an application that says {@code word} and then echoes until it is unwound. */
    Instances offerEchoing(String name, String version, String word) {
        return offer(name, version, session -> {
            seen.add(word);
            session.echo();
        });
    }

    void stop(String version) {
        host.bundleStops(bundle(version));
    }

    void run(String name, FakeCall call) {
        host.run(name, GIVEN, call, user -> Optional.empty());
    }

    CompletableFuture<Void> start(String name, FakeCall call) {
        var done = new CompletableFuture<Void>();
        Thread.startVirtualThread(() -> {
            try {
                run(name, call);
                done.complete(null);
            } catch (RuntimeException | Error ended) {
                done.completeExceptionally(ended);
            }
        });
        return done;
    }

    String next() throws InterruptedException {
        String word = seen.poll(5, TimeUnit.SECONDS);
        if (word == null) throw new AssertionError("no application ran");
        return word;
    }
}
