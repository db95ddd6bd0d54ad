package org.patchbay.pbx.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPatternTest {
    @ParameterizedTest
    @CsvSource({
        "1XXX, 1000, true",
        "1XXX, 1999, true",
        "1XXX, 100, false",
        "1XXX, 10000, false",
        "1XXX, 2000, false",
        "Z, 0, false",
        "Z, 1, true",
        "N, 1, false",
        "N, 2, true",
        "N, 9, true",
        "X, a, false",
        "[13-5], 1, true",
        "[13-5], 2, false",
        "[13-5], 4, true",
        "[a-c-], -, true",
        "0., 0, false",
        "0., 01, true",
        "0., 0anything, true",
        "., x, true",
        "*97, *97, true",
        "+49., +4930, true",
        "ann, ann, true",
        "ann, Ann, false",
        "[X], X, true",
        "[X], 1, false",
    })
    void matchesAsWritten(String pattern, String number, boolean matches) {
        assertThat(NumberPattern.of(pattern).matches(number)).isEqualTo(matches);
    }

    @Test
    void matchesNoEmptyNumber() {
        assertThat(NumberPattern.of(".").matches("")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1XXX, 1001, true",
        "1XXX, 1NXX, true",
        "1NXX, 1XXX, false",
        "1XXX, 1XX, false",
        "1., 1XXX, true",
        "1., 1., true",
        "1., 12., true",
        "12., 1., false",
        "1XXX, 1., false",
        "1., 1, false",
        "., 9196, true",
        "[1-3]X, 2N, true",
        "[1-3]X, [1-4]X, false",
        "X, [0-9], true",
        "X, [0-9a], false",
    })
    void coversWhatItMatchesWhole(String pattern, String other, boolean covers) {
        assertThat(NumberPattern.of(pattern).covers(NumberPattern.of(other))).isEqualTo(covers);
    }

    @Test
    void agreesWithMatchingAllShortNumbers() {
        Random random = new Random(7);
        List<String> numbers = numbers();
        for (int round = 0; round < 2_000; round++) {
            NumberPattern one = NumberPattern.of(anyPattern(random));
            NumberPattern other = NumberPattern.of(anyPattern(random));

            boolean whole = numbers.stream().filter(other::matches).allMatch(one::matches);

            assertThat(one.covers(other)).as("%s covers %s", one, other).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2", "..", "[", "[]", "1]", "[9-1]", "[[1]]", "1 2", "1\t"})
    void refusesWhatCantBeMeant(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> NumberPattern.of(pattern));
    }

    // one letter beside the digits, and one length more than the patterns have: enough to tell any two of them apart
    private static List<String> numbers() {
        List<String> numbers = new ArrayList<>(List.of(""));
        for (int from = 0; numbers.get(from).length() < 4; from++) {
            for (char next : "0123489a".toCharArray()) numbers.add(numbers.get(from) + next);
        }
        return numbers;
    }

    private static String anyPattern(Random random) {
        String[] places = {"X", "Z", "N", "[0-3]", "[19]", "[2-9]", "1", "a"};
        StringBuilder pattern = new StringBuilder();
        for (int left = random.nextInt(3); left >= 0; left--) pattern.append(places[random.nextInt(places.length)]);
        if (random.nextInt(3) == 0) pattern.append('.');
        return pattern.toString();
    }
}
