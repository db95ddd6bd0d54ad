package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Whoever opens etc finds every setting of ours there, with the default that holds. */
public class SettingsIT extends FelixTest {
    private static final String WRITTEN_AT_THE_FIRST_START = "org.patchbay.console";

    @Inject
    private MetaTypeService metaTypes;

    @Test
    public void namesEverySettingInItsFile() throws IOException {
        List<String> missing = new ArrayList<>();
        int seen = 0;
        for (Bundle bundle : context.getBundles()) {
            if (!bundle.getSymbolicName().startsWith("org.patchbay.")) continue;
            MetaTypeInformation information = metaTypes.getMetaTypeInformation(bundle);
            if (information == null) continue; // not started, or a fragment
            for (String pid : Optional.ofNullable(information.getPids()).orElse(new String[0])) {
                if (pid.equals(WRITTEN_AT_THE_FIRST_START)) continue;
                missing.addAll(missing(pid, information.getObjectClassDefinition(pid, null)));
                seen++;
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(seen > 5);
    }

    private List<String> missing(String pid, ObjectClassDefinition settings) throws IOException {
        Path file = Path.of(context.getProperty("patchbay.home"), "etc", pid + ".config");
        if (!Files.exists(file)) return List.of(file + " is missing");
        String text = Files.readString(file);
        return Arrays.stream(settings.getAttributeDefinitions(ObjectClassDefinition.ALL))
                .filter(setting -> !text.contains(setting.getID()) || !text.contains(written(setting)))
                .map(setting -> pid + ": " + setting.getID() + "=" + written(setting))
                .toList();
    }

    /** A default as the file has it; that of a pattern, which would be full of escapes, is left out there. */
    private static String written(AttributeDefinition setting) {
        String[] defaults = setting.getDefaultValue();
        boolean single = setting.getCardinality() == 0 && defaults != null && defaults.length == 1;
        return single && !defaults[0].contains("\\") ? defaults[0] : "";
    }
}
