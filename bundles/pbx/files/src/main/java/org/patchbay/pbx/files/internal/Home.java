package org.patchbay.pbx.files.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** The folder of this server, which relative paths of the configuration start from. */
final class Home {
    private static final String PROPERTY = "patchbay.home";

    private Home() {}

    /** Returns {@code configured} below the framework's or the system's {@code patchbay.home}, or the working directory. */
    static Path resolve(BundleContext context, String configured) {
        return Path.of(Optional.ofNullable(context.getProperty(PROPERTY)).orElse(""))
                .resolve(configured);
    }
}
