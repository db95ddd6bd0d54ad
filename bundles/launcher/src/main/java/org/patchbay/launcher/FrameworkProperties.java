package org.patchbay.launcher;

import java.util.Map;
import java.util.TreeMap;

/** The properties that the framework and the bundles of the distribution are started with. */
final class FrameworkProperties {
    /** SLF4J asks for a mediator of service loaders; our fragment names the provider, so nobody has to mediate. */
    private static final String SERVICE_LOADER = """
        osgi.extender;osgi.extender="osgi.serviceloader.processor";version:Version="1.0",\
        osgi.extender;osgi.extender="osgi.serviceloader.registrar";version:Version="1.0\"\
        """;

    private FrameworkProperties() {}

    /** Returns the properties for an instance whose bundles all run at {@code startLevel}. */
    static Map<String, String> of(Installation installation, int startLevel, boolean shell) {
        Map<String, String> properties = new TreeMap<>(installation.properties());
        properties.put(
                "org.osgi.framework.storage",
                installation.data().resolve("cache").toString());
        properties.put("org.osgi.framework.startlevel.beginning", Integer.toString(startLevel));
        properties.put("org.osgi.framework.system.capabilities.extra", SERVICE_LOADER);

        // configuration: etc/*.config, the data files beside it are none of FileInstall's business
        properties.put("felix.fileinstall.dir", installation.etc().toString());
        properties.put("felix.fileinstall.filter", ".*\\.config");
        properties.put("felix.fileinstall.configEncoding", "UTF-8");
        properties.put("felix.fileinstall.poll", "1000");
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put(
                "felix.fileinstall.tmpdir", installation.data().resolve("tmp").toString());
        // FileInstall would write each file back as soon as it has read it, and reads it while it is cut short; the
        // console saves
        properties.put("felix.fileinstall.enableConfigSave", "false");
        properties.put("felix.cm.config.plugins", "org.apache.felix.configadmin.plugin.interpolation");

        // a component that hangs while it stops must not hold up the stop of the server
        properties.put("ds.stop.timeout.milliseconds", "2000");
        properties.put("ds.lock.timeout.milliseconds", "2000");

        // without our own security provider there is no console, rather than one that admin/admin opens
        properties.put("felix.webconsole.security.providers", "org.patchbay.console");
        properties.put("org.apache.felix.http.require.config", "true");
        properties.put("gosh.args", shell ? "--noshutdown" : "--nointeractive --noshutdown");
        return properties;
    }
}
