package org.patchbay.itest.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;
import org.osgi.framework.BundleContext;

/** The rules, each a sentence. */
record Rules(Distribution distribution) {
    ArchRule arrows() {
        return classes()
                .should(use(
                        "only the bundles that their own may use",
                        (from, to) -> Arrows.allowed(distribution.bundleOf(from), distribution.bundleOf(to))
                                || distribution.carried(from, to)));
    }

    ArchRule internals() {
        return classes().should(use("the internal packages of no other bundle", (from, to) -> {
            boolean sameBundle = distribution.bundleOf(from).equals(distribution.bundleOf(to));
            return sameBundle || !(to.getPackageName() + ".").contains(".internal.");
        }));
    }

    ArchRule sip() {
        return noClasses()
                .that(resideOutsideOfPackages("org.patchbay.sip..", "gov.nist..", "javax.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("javax.sip..", "javax.sdp..", "gov.nist.."))
                .as("SIP stays in org.patchbay.sip");
    }

    ArchRule netty() {
        return noClasses()
                .that(resideOutsideOfPackages("org.patchbay.io.transport..", "org.patchbay.io.resolver.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.netty.."))
                .as("Netty stays in org.patchbay.io.transport and io.resolver");
    }

    /**
     * Declarative Services serves all but those whose very business is bundles and their versions; the others may ask the
     * framework for a property, such as the folder of this server, and for nothing else.
     */
    ArchRule framework() {
        return classes()
                .that(resideInAnyPackage("org.patchbay.."))
                .and(resideOutsideOfPackages(
                        "org.patchbay.deploy..", "org.patchbay.launcher..", "org.patchbay.application.host.."))
                .should(new ArchCondition<>("ask the framework for properties only") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> isFramework(dependency.getTargetClass()))
                                .filter(dependency ->
                                        !dependency.getTargetClass().isEquivalentTo(BundleContext.class))
                                .forEach(dependency -> events.add(
                                        SimpleConditionEvent.violated(dependency, dependency.getDescription())));
                        type.getMethodCallsFromSelf().stream()
                                .filter(call -> isFramework(call.getTargetOwner()))
                                .filter(call -> !call.getName().equals("getProperty"))
                                .forEach(
                                        call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
                    }
                });
    }

    private static boolean isFramework(JavaClass type) {
        return type.getPackageName().startsWith("org.osgi.framework");
    }

    ArchRule apisHaveNoComponents() {
        return noClasses()
                .that(describe("are in an API bundle", type -> Arrows.API.contains(distribution.bundleOf(type))))
                .should()
                .beAnnotatedWith("org.osgi.service.component.annotations.Component");
    }

    ArchRule names() {
        return noClasses()
                .that(resideInAnyPackage("org.patchbay.."))
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Base")
                .as("a name says what a thing is");
    }

    ArchRule cycles() {
        return slices().matching("org.patchbay.(**)").should().beFreeOfCycles();
    }

    private ArchCondition<JavaClass> use(String what, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>("use " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    if (isOurs(type) && isOurs(target) && !allowed.test(type, target)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("org.patchbay.")
                && !distribution.bundleOf(type).isEmpty();
    }
}
