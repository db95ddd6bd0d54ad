package org.patchbay.pbx.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    @Test
    void saysWhereTheSyntaxIsWrong() {
        assertThatThrownBy(() -> YamlReader.read("users:\n  - {number: 1\n  - {number: 2}\n"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("line 3, column 5: not YAML: expected ',' or '}'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n# nothing\n", "---\n", "~", "---\n...\n"})
    void refusesAnEmptyFile(String file) {
        assertThatThrownBy(() -> YamlReader.read(file)).hasMessage("the file is empty");
    }

    @Test
    void refusesASecondDocument() {
        assertThatThrownBy(() -> YamlReader.read("a: 1\n---\nb: 2\n"))
                .hasMessage("line 3, column 1: a second document (---) begins here");
    }

    @Test
    void refusesAnchorsAndSoEveryAliasBomb() {
        assertThatThrownBy(() -> YamlReader.read("a: &x [1, 2]\nb: [*x, *x]"))
                .hasMessageStartingWith("line 1, column 4: anchors");
    }

    @Test
    void refusesTags() {
        assertThatThrownBy(() -> YamlReader.read("a: !!java.net.URL [x]")).hasMessageContaining("tags (!)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void refusesDeepNestingWithoutExhaustingTheStack(String opening) {
        assertThatThrownBy(() -> YamlReader.read(opening.repeat(20_000))).isInstanceOf(Refusal.class);
    }

    @Test
    void refusesOrReadsWhateverTheFileHolds() {
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(DialplanFileTest.ISSUE);
            for (int changes = random.nextInt(4); changes >= 0; changes--) mutate(text, random);
            try {
                DialplanFile.read(text.toString());
            } catch (Refusal refusal) {
                refused++;
                assertThat(refusal.reason()).isNotBlank();
            }
        }
        assertThat(refused).isBetween(2_000, 19_999);
    }

    private static void mutate(StringBuilder text, Random random) {
        String hostile = "[]{}:,-\"'&*!|>%@`#\t\n\r \0\u0085\uFEFF\uD800?~1X.$";
        int at = random.nextInt(text.length());
        char letter = hostile.charAt(random.nextInt(hostile.length()));
        switch (random.nextInt(4)) {
            case 0 -> text.setCharAt(at, letter);
            case 1 -> text.insert(at, letter);
            case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
            default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
        }
    }
}
