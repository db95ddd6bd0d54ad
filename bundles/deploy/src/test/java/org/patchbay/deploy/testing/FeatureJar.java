package org.patchbay.deploy.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
import org.patchbay.application.Application;
import org.patchbay.channel.Cause;

/** Makes jars of features, working and broken ones. */
public final class FeatureJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final String name;
    private String members = "";
    private String reference = "";
    private String immediate = "";
    private String interfaces = "";
    private String provided = "";

    private FeatureJar(String name, String version) {
        this.name = name;
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", "test." + name);
        headers.put("Bundle-Version", version);
        headers.put("Import-Package", "org.patchbay.application;version=\"[1.0,2)\"");
        headers.put("Service-Component", "OSGI-INF/app.xml");
    }

    /** Returns a feature {@code test.<name>} with an application of that name that does nothing. */
    public static FeatureJar of(String name, String version) {
        return new FeatureJar(name, version);
    }

    public FeatureJar header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public FeatureJar without(String header) {
        headers.remove(header);
        return this;
    }

    /** Lets its constructor do this. */
    public FeatureJar constructor(String statement) {
        members = "public App() {" + statement + "}";
        return this;
    }

    /** Lets it offer a self-test that does this. */
    public FeatureJar selfTest(String statement) {
        interfaces = ", org.patchbay.application.SelfTest";
        provided = "<provide interface=\"org.patchbay.application.SelfTest\"/>";
        members = "public void test() throws Exception {" + statement + "}";
        return this;
    }

    public FeatureJar needing(String service) {
        reference = "<reference name=\"it\" interface=\"" + service + "\" bind=\"bind\"/>";
        members = "public void bind(Object it) {}";
        return this;
    }

    public FeatureJar immediate() {
        immediate = " immediate=\"true\"";
        return this;
    }

    /** Writes the jar as a careful copy does: beside its name, then renamed. */
    public Path write(Path file) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".part");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((header, value) -> manifest.getMainAttributes().putValue(header, value));
        Path classes = Files.createTempDirectory("feature");
        compile(classes);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(beside), manifest)) {
            entry(jar, "OSGI-INF/app.xml", component().getBytes(UTF_8));
            entry(
                    jar,
                    "test/" + name + "/App.class",
                    Files.readAllBytes(classes.resolve("test/" + name + "/App.class")));
        }
        return Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void entry(JarOutputStream jar, String path, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(path));
        jar.write(content);
        jar.closeEntry();
    }

    private String component() {
        return """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%s"%s>
              <implementation class="test.%s.App"/>
              <property name="application.name" value="%s"/>
              <service><provide interface="org.patchbay.application.Application"/>%s</service>
              %s
            </scr:component>
            """.formatted(name, immediate, name, name, provided, reference);
    }

    private void compile(Path classes) {
        String source = "package test." + name + "; public class App implements org.patchbay.application.Application"
                + interfaces + " {"
                + members + " public void run(org.patchbay.application.CallSession call) {} }";
        StringWriter out = new StringWriter();
        String path = String.join(
                ":",
                Stream.of(Application.class, Cause.class, Version.class, NullMarked.class)
                        .map(FeatureJar::origin)
                        .toList());
        List<String> options = new ArrayList<>(List.of("-d", classes.toString(), "-cp", path, "-proc:none"));
        boolean done = ToolProvider.getSystemJavaCompiler()
                .getTask(out, null, null, options, null, List.of(source(source)))
                .call();
        if (!done) throw new IllegalStateException(out.toString());
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(URI.create("string:///App.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** Returns the jar or folder that a class of the test's class path comes from. */
    public static String origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
