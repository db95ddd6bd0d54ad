package org.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class NewFeatureTest {
    static final List<String> EXAMPLES = NewFeature.EXAMPLES;

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        home = folder.resolve("patch bay");
        Files.createDirectories(home.resolve("sdk/org/patchbay/feature-parent/0.1.0"));
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void writesAProjectThatKnowsItsServer(String example) throws IOException {
        Path project =
                NewFeature.parse(List.of("front-desk", "--like", example)).write(folder, home);

        assertThat(project).isEqualTo(folder.resolve("front-desk"));
        assertThat(project.resolve("pom.xml"))
                .content()
                .contains("<version>0.1.0</version>", "<artifactId>com.example.frontdesk</artifactId>")
                .contains(home.resolve("sdk").toUri().toString());
        assertThat(project.resolve("src/main/java/com/example/frontdesk/FrontDesk.java"))
                .content()
                .contains("package com.example.frontdesk;", "class FrontDesk ", "=front-desk\"");
        assertThat(project.resolve("src/test/java/com/example/frontdesk/FrontDeskTest.java"))
                .content()
                .contains("class FrontDeskTest ");
        try (Stream<Path> files = Files.walk(project)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(file).content().doesNotContainPattern("@[A-Za-z]+@"));
        }
    }

    @Test
    void writesOverNothing() throws IOException {
        var feature = NewFeature.parse(List.of("menu", "--package", "org.acme.menu"));
        feature.write(folder, home);

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> feature.write(folder, home))
                .withMessage(folder.resolve("menu") + " is there already");
    }

    @Test
    void saysThatTheInstallationIsIncomplete() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> NewFeature.parse(List.of("menu")).write(folder, folder))
                .withMessageEndingWith("is missing: unpack Patchbay again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Menu                  | new-feature Menu: expected a name such as front-desk",
                "../menu               | new-feature ../menu: expected a name such as front-desk",
                "menu --like ivr       | --like ivr: there are greeting, menu, survey",
                "menu --package class  | --package class: expected a Java package such as com.example.desk",
                "menu --like           | --like wants a value",
                "menu --color red      | no option --color; new-feature has --like and --package",
            })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> NewFeature.parse(List.of(arguments.strip().split(" "))))
                .withMessage(message);
    }
}
