package org.patchbay.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Maven project for a feature: what {@code patchbay new-feature} writes.
 *
 * @param name the application's name in a dialplan, such as {@code front-desk}
 * @param example which of {@link #EXAMPLES} it begins as
 * @param java the package of its class, which is also its symbolic name
 */
record NewFeature(String name, String example, String java) {
    /** What a feature can begin as, the usual one first. */
    static final List<String> EXAMPLES = List.of("greeting", "menu", "survey");

    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final String PACKAGE = "[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+";

    NewFeature {
        if (!name.matches(NAME) || name.length() > 40) {
            throw new UsageException("new-feature " + name + ": expected a name such as front-desk");
        }
        if (!EXAMPLES.contains(example)) {
            throw new UsageException("--like " + example + ": there are " + String.join(", ", EXAMPLES));
        }
        if (!java.matches(PACKAGE)) {
            throw new UsageException("--package " + java + ": expected a Java package such as com.example.desk");
        }
    }

    /** Reads what follows the word {@code new-feature}; throws a {@link UsageException} for what is wrong. */
    static NewFeature parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        if (rest.isEmpty()) throw new UsageException("new-feature wants a name, such as front-desk");
        String name = rest.pop();
        String example = EXAMPLES.getFirst();
        String java = "com.example." + name.replace("-", "");
        while (!rest.isEmpty()) {
            String option = rest.pop();
            if (rest.isEmpty()) throw new UsageException(option + " wants a value");
            switch (option) {
                case "--like" -> example = rest.pop();
                case "--package" -> java = rest.pop();
                default -> throw new UsageException("no option " + option + "; new-feature has --like and --package");
            }
        }
        return new NewFeature(name, example, java);
    }

    /** Writes the project into a new folder of that name in {@code folder}, and returns the folder. */
    Path write(Path folder, Path home) throws IOException {
        Path project = folder.resolve(name);
        if (Files.exists(project)) throw new UsageException(project + " is there already");
        Map<String, String> words = words(home);
        copy("pom.xml", project.resolve("pom.xml"), words);
        copy("README.md", project.resolve("README.md"), words);
        copy("gitignore", project.resolve(".gitignore"), words);
        copy(example + "/Feature.java.template", source(project, "main").resolve(className() + ".java"), words);
        copy(example + "/FeatureTest.java.template", source(project, "test").resolve(className() + "Test.java"), words);
        return project;
    }

    private Path source(Path project, String kind) {
        return project.resolve("src").resolve(kind).resolve("java").resolve(java.replace('.', '/'));
    }

    private Map<String, String> words(Path home) throws IOException {
        Path sdk = home.resolve("sdk");
        return Map.of(
                "@name@", name,
                "@Class@", className(),
                "@package@", java,
                "@path@", java.replace('.', '/'),
                "@sdk@", sdk.toUri().toString(),
                "@deploy@", home.resolve("deploy").toString(),
                "@version@", version(sdk));
    }

    private String className() {
        return Arrays.stream(name.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String version(Path sdk) throws IOException {
        Path versions = sdk.resolve("org/patchbay/feature-parent");
        if (!Files.isDirectory(versions)) throw new UsageException(versions + " is missing: unpack Patchbay again");
        try (Stream<Path> folders = Files.list(versions)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .max(String::compareTo)
                    .orElseThrow(() -> new UsageException(versions + " is empty: unpack Patchbay again"));
        }
    }

    private static void copy(String template, Path file, Map<String, String> words) throws IOException {
        String text = template(template);
        for (Map.Entry<String, String> word : words.entrySet()) text = text.replace(word.getKey(), word.getValue());
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String template(String name) throws IOException {
        try (InputStream in = NewFeature.class.getResourceAsStream("feature/" + name)) {
            if (in == null) throw new IOException("the launcher has lost its template " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
