package org.patchbay.console.configuration.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.felix.webconsole.spi.ConfigurationHandler;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is applied in a form of the web console to {@code etc/<pid>.config}, where it outlives a restart. A
 * configuration deleted in the console is only away until the next start, since its file stays.
 */
@Component
public final class SavedConfigurations implements ConfigurationHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SavedConfigurations.class);

    // one made from a factory is called factory~name; a form that is not applied yet has a pid with blanks
    private static final Pattern PID = Pattern.compile("[\\w.-]+(~[\\w.-]+)?");

    private final Path etc;

    @Activate
    public SavedConfigurations(BundleContext context) {
        this(Path.of(Optional.ofNullable(context.getProperty("patchbay.home")).orElse(""), "etc"));
    }

    SavedConfigurations(Path etc) {
        this.etc = etc;
    }

    @Override
    public void updateConfiguration(String factoryPid, String pid, Dictionary<String, Object> properties)
            throws IOException {
        if (!PID.matcher(pid).matches()) return;
        new EtcFile(etc.resolve(pid + ".config")).write(EtcFile.lasting(properties));
        LOG.info("configuration {} was changed in the console", pid);
    }

    /** Hides the name of the file, which FileInstall keeps among the properties; the console keeps what it doesn't show. */
    @Override
    public void filterProperties(String factoryPid, String pid, Collection<String> propertyNames) {
        propertyNames.remove("felix.fileinstall.filename");
    }

    /** Does nothing: what is created is applied next. */
    @Override
    public void createConfiguration(String pid) {}

    /** Does nothing: what is created is applied next. */
    @Override
    public void createFactoryConfiguration(String factoryPid, String name) {}

    /** Does nothing: the file stays. */
    @Override
    public void deleteConfiguration(String factoryPid, String pid) {}
}
