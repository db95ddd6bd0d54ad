package org.patchbay.deploy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.patchbay.application.Application;
import org.patchbay.channel.Call;
import org.patchbay.media.MediaSession;

/** A real framework with declarative services in this process, that shares our API with the test. */
public final class Felix {
    private static final String SHARED = String.join(
            ",",
            exported(Application.class),
            exported(Call.class),
            exported(MediaSession.class),
            "org.slf4j;version=2.0.20",
            "org.osgi.service.component;version=1.5.0",
            "org.osgi.service.component.runtime;version=1.5.0",
            "org.osgi.service.component.runtime.dto;version=1.5.0",
            "org.osgi.util.promise;version=1.3.0",
            "org.osgi.util.function;version=1.2.0");

    private final Framework framework;
    private final Bundle components;

    /** Starts a framework that keeps its bundles in {@code storage}, also those of an earlier one. */
    public Felix(Path storage, Path home) throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .iterator()
                .next()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        storage.toString(),
                        "org.osgi.framework.system.packages.extra",
                        SHARED,
                        "ds.stop.timeout.milliseconds",
                        "500",
                        "ds.lock.timeout.milliseconds",
                        "500",
                        "felix.log.level",
                        "1",
                        "patchbay.home",
                        home.toString()));
        framework.start();
        components = context()
                .installBundle("file:" + FeatureJar.origin(Class.forName("org.apache.felix.scr.info.ScrInfo")));
        components.start();
    }

    /** Returns the context of the framework itself, which no hook hides anything from. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Returns the context of an ordinary bundle. */
    public BundleContext bystander() {
        return components.getBundleContext();
    }

    public ServiceComponentRuntime runtime() {
        return service(ServiceComponentRuntime.class);
    }

    public <S> S service(Class<S> type) {
        return context().getService(context().getServiceReference(type));
    }

    /** Installs and starts a folder of classes with a manifest. */
    public Bundle start(Path classes) throws BundleException {
        Bundle bundle = context().installBundle("reference:" + classes.toUri());
        bundle.start();
        return bundle;
    }

    /** Returns the features' bundles and their states, such as {@code test.echo 1.0.0 ACTIVE}. */
    public List<String> features() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("test."))
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion() + " " + state(bundle.getState()))
                .sorted()
                .toList();
    }

    /** Returns the versions whose applications an ordinary bundle finds. */
    public List<String> applications() throws Exception {
        return bystander().getServiceReferences(Application.class, null).stream()
                .filter(reference -> reference.getBundle() != null) // it went meanwhile
                .map(reference -> reference.getProperty(Application.NAME) + " "
                        + reference.getBundle().getVersion())
                .sorted()
                .toList();
    }

    private static String state(int state) {
        return switch (state) {
            case Bundle.ACTIVE -> "ACTIVE";
            case Bundle.RESOLVED -> "RESOLVED";
            case Bundle.INSTALLED -> "INSTALLED";
            default -> String.valueOf(state);
        };
    }

    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    /** Returns the package of {@code type} as its bundle exports it. */
    private static String exported(Class<?> type) {
        return type.getPackageName() + ";version=" + version(type);
    }

    /** Returns the version in which the package of {@code type} is shared. */
    public static String version(Class<?> type) {
        Matcher found = Pattern.compile("(?:^|,)" + Pattern.quote(type.getPackageName())
                        + ";(?:[^,\"]|\"[^\"]*\")*?version=\"([^\"]+)\"")
                .matcher(manifest(type).getMainAttributes().getValue("Export-Package"));
        if (!found.find()) throw new IllegalStateException("not exported: " + type);
        return found.group(1);
    }

    private static Manifest manifest(Class<?> type) {
        Path origin = Path.of(FeatureJar.origin(type));
        try (FileSystem jar = Files.isDirectory(origin) ? null : FileSystems.newFileSystem(origin)) {
            Path folder = jar == null ? origin : jar.getPath("/");
            try (InputStream stream = Files.newInputStream(folder.resolve("META-INF/MANIFEST.MF"))) {
                return new Manifest(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
