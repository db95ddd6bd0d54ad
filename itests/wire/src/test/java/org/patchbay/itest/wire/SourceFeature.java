package org.patchbay.itest.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A feature of one class that a test writes itself, compiled against the server's own bundles. */
record SourceFeature(String bundle, String version, String className) {
    private static final String COMPONENT_FILE = "OSGI-INF/component.xml";
    private static final String IMPORTS = """
        org.patchbay.application;version="[1.0,2)",org.patchbay.channel;version="[1.0,2)",\
        org.patchbay.pbx;version="[1.0,2)",org.patchbay.sip;version="[1.0,2)"\
        """;

    /** Returns the jar; {@code component} describes the class to Declarative Services. */
    byte[] bytes(String source, String component) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String path = className.replace('.', '/') + ".java";
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest())) {
            for (Map.Entry<String, byte[]> compiled :
                    FeatureJar.compile(path, source).entrySet()) {
                FeatureJar.add(jar, compiled.getKey().replace('.', '/') + ".class", compiled.getValue());
            }
            FeatureJar.add(jar, COMPONENT_FILE, component.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", bundle);
        main.putValue("Bundle-Version", version);
        main.putValue("Import-Package", IMPORTS);
        main.putValue("Service-Component", COMPONENT_FILE);
        main.putValue("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"");
        return manifest;
    }
}
