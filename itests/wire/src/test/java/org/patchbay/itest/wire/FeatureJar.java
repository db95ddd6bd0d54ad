package org.patchbay.itest.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.patchbay.itest.server.PatchbayServer;

/**
 * A version of the echo that a test writes itself: a class {@code other.Echo} made of members, compiled against the server's own
 * bundles.
 *
 * @param members what the class has beside {@code run}
 * @param headers more headers of the manifest
 */
record FeatureJar(String version, String members, Map<String, String> headers, boolean selfTest) {
    static final String FEATURE = "org.patchbay.feature.echo";

    static FeatureJar echo(String version) {
        return new FeatureJar(version, "", Map.of(), false);
    }

    FeatureJar with(String newMembers) {
        return new FeatureJar(version, newMembers, headers, selfTest);
    }

    FeatureJar header(String name, String value) {
        return new FeatureJar(version, members, Map.of(name, value), selfTest);
    }

    /** Offers the class as a self-test too; its {@code test} is among the members. */
    FeatureJar selfTested() {
        return new FeatureJar(version, members, headers, true);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest())) {
            for (Map.Entry<String, byte[]> compiled :
                    compile("other/Echo.java", source()).entrySet()) {
                add(jar, compiled.getKey().replace('.', '/') + ".class", compiled.getValue());
            }
            add(jar, "OSGI-INF/echo.xml", component().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Puts a file into the server's folder in one step. */
    static void drop(PatchbayServer server, String file, byte[] bytes) {
        try {
            Path folder = folder(server);
            Path part = Files.write(folder.resolve("." + file + ".part"), bytes);
            Files.move(part, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path folder(PatchbayServer server) throws IOException {
        return Files.createDirectories(server.instance().folder().resolve("deploy"));
    }

    static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", FEATURE);
        main.putValue("Bundle-Version", version);
        main.putValue("Import-Package", "org.patchbay.application;version=\"[1.0,2)\"");
        main.putValue("Service-Component", "OSGI-INF/echo.xml");
        main.putValue("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"");
        headers.forEach(main::putValue);
        return manifest;
    }

    private String component() {
        String tested = selfTest ? "<provide interface=\"org.patchbay.application.SelfTest\"/>" : "";
        return """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="other.Echo">
              <property name="application.name" value="echo"/>
              <service><provide interface="org.patchbay.application.Application"/>%s</service>
              <implementation class="other.Echo"/>
            </scr:component>
            """.formatted(tested);
    }

    private String source() {
        String tested = selfTest ? ", org.patchbay.application.SelfTest" : "";
        return """
            package other;

            public final class Echo implements org.patchbay.application.Application%s {
                %s

                @Override
                public void run(org.patchbay.application.CallSession call) {
                    System.err.println("call on echo %s");
                    call.echo();
                }
            }
            """.formatted(tested, members, version);
    }

    /** Compiles one source against the server's API bundles: the classes by name. */
    static Map<String, byte[]> compile(String path, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> troubles = new DiagnosticCollector<>();
        InMemory classes = new InMemory(compiler.getStandardFileManager(troubles, null, null));
        List<String> options = List.of("-proc:none", "-cp", apis());
        boolean compiled = compiler.getTask(null, classes, troubles, options, null, List.of(new Source(path, source)))
                .call();
        if (!compiled) throw new IllegalStateException(troubles.getDiagnostics() + " in\n" + source);
        return classes.bytes();
    }

    private static String apis() {
        try (Stream<Path> jars = Files.walk(PatchbayServer.home().resolve("bundles"))) {
            return jars.filter(jar -> jar.getFileName().toString().matches("org\\.patchbay\\.\\w+-.*\\.jar"))
                    .map(Path::toString)
                    .collect(Collectors.joining(java.io.File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

        InMemory(JavaFileManager manager) {
            super(manager);
        }

        Map<String, byte[]> bytes() {
            Map<String, byte[]> bytes = new LinkedHashMap<>();
            written.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
            return bytes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public ByteArrayOutputStream openOutputStream() {
                    return written.computeIfAbsent(name, key -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
