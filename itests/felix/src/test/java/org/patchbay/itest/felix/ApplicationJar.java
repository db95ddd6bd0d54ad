package org.patchbay.itest.felix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.patchbay.application.Application;

/** A jar with one application, as a developer would build it. */
record ApplicationJar(String name, String version, Class<? extends Application> application) {
    /** Puts the jar into {@code folder}, complete at once. */
    Path dropInto(Path folder) throws IOException {
        Path made = Files.createTempFile(folder.getParent(), name, ".part");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(made), manifest())) {
            String path = application.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new JarEntry(path));
            try (InputStream bytes = application.getClassLoader().getResourceAsStream(path)) {
                bytes.transferTo(jar);
            }
            jar.putNextEntry(new JarEntry("OSGI-INF/application.xml"));
            jar.write(component().getBytes(StandardCharsets.UTF_8));
        }
        return Files.move(made, folder.resolve(name + "-" + version + ".jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "test." + name);
        main.putValue("Bundle-Version", version);
        main.putValue("Import-Package", "org.patchbay.application;version=\"[1.0,2)\"");
        main.putValue("Service-Component", "OSGI-INF/application.xml");
        main.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(osgi.extender=osgi.component)\",osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=25))\"");
        main.putValue("Provide-Capability", "osgi.service;objectClass=" + Application.class.getName());
        return manifest;
    }

    private String component() {
        return """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="test.%s">
              <property name="%s" value="%s"/>
              <service><provide interface="%s"/></service>
              <implementation class="%s"/>
            </scr:component>
            """.formatted(name, Application.NAME, name, Application.class.getName(), application.getName());
    }
}
