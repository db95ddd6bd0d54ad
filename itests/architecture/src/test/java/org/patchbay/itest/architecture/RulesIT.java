package org.patchbay.itest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;

/** The rules against classes that break them: a rule that never fails holds nothing. */
class RulesIT {
    private static final Distribution PLANTED = new Distribution(
            List.of(bundle("org.patchbay.feature.planted"), bundle("org.patchbay.feature.other")),
            new ClassFileImporter().importPackages("org.patchbay.feature"));
    private static final Rules RULES = new Rules(PLANTED);

    @Test
    void findsAnArrowFromFeatureToFeature() {
        assertThat(violations(RULES.arrows())).isNotEmpty();
    }

    @Test
    void findsTheUseOfAnInternalPackage() {
        assertThat(violations(RULES.internals())).isNotEmpty();
    }

    @Test
    void findsSipInAFeature() {
        assertThat(violations(RULES.sip())).isNotEmpty();
    }

    @Test
    void findsTheFrameworkInAFeature() {
        assertThat(violations(RULES.framework())).isNotEmpty();
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(PLANTED.classes()).getFailureReport().getDetails();
    }

    private static Bundle bundle(String name) {
        return new Bundle(Path.of(name + ".jar"), name, new Attributes(), Set.of());
    }
}
