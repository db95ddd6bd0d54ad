package org.patchbay.itest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

class ArchitectureIT {
    private static final Distribution DISTRIBUTION = Distribution.read();
    private static final Rules RULES = new Rules(DISTRIBUTION);

    @Test
    void seesWhatItHoldsToRules() {
        assertThat(DISTRIBUTION.bundles()).hasSizeGreaterThan(20);
        assertThat(DISTRIBUTION.classes()).hasSizeGreaterThan(600); // those of JAIN-SIP are among them
        assertThat(DISTRIBUTION.classes())
                .filteredOn(type -> type.getPackageName().startsWith("org.patchbay."))
                .hasSizeGreaterThan(150)
                .allSatisfy(type -> assertThat(DISTRIBUTION.bundleOf(type))
                        .as(type.getName())
                        .isNotEmpty());
    }

    @Test
    void drawsNoArrowThatTheDesignDoesNot() {
        RULES.arrows().check(DISTRIBUTION.classes());
    }

    @Test
    void reachesIntoNoInternalPackage() {
        RULES.internals().check(DISTRIBUTION.classes());
    }

    @Test
    void keepsSipInItsModule() {
        RULES.sip().check(DISTRIBUTION.classes());
    }

    @Test
    void keepsNettyInItsModule() {
        RULES.netty().check(DISTRIBUTION.classes());
    }

    @Test
    void leavesTheFrameworkToThoseWhoNeedIt() {
        RULES.framework().check(DISTRIBUTION.classes());
    }

    @Test
    void keepsComponentsOutOfApis() {
        RULES.apisHaveNoComponents().check(DISTRIBUTION.classes());
    }

    @Test
    void namesThingsForWhatTheyAre() {
        RULES.names().check(DISTRIBUTION.classes());
    }

    @Test
    void hasNoCircleOfPackages() {
        RULES.cycles().check(DISTRIBUTION.classes());
    }

    @Test
    void marksEveryPackageNullMarked() {
        assertThat(DISTRIBUTION.classes())
                .extracting(JavaClass::getPackage)
                .filteredOn(type -> type.getName().startsWith("org.patchbay."))
                .allSatisfy(type -> assertThat(type.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .as(type.getName())
                        .isTrue());
    }

    @Test
    void exportsNothingButApis() {
        assertThat(DISTRIBUTION.bundles())
                .filteredOn(bundle -> bundle.header("Export-Package").isPresent())
                .extracting(Bundle::symbolicName)
                .isSubsetOf(Arrows.EXPORTING);
    }
}
