package org.patchbay.pbx.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.pbx.Extension.Step;

class DialplanFileTest {
    static final String ISSUE = """
        # dialplan.yaml: a context, then extensions in order; X 0-9, Z 1-9, N 2-9, [..], and . for the rest
        internal:
          - {match: "9196", do: [answer, echo]}
          - {match: "9197", do: [answer, {play: tone}]}
          - match: "1XXX"
            do:
              - dial: {user: "${number}", ring: 20s}
              - hangup: no-answer
        """;

    @Test
    void readsTheDialplanOfTheIssueAsWritten() {
        Plan plan = read(ISSUE);

        assertThat(plan.match("internal", "9196").orElseThrow().steps())
                .containsExactly(new Step("answer", Map.of()), new Step("echo", Map.of()));
        assertThat(plan.match("internal", "9197").orElseThrow().steps())
                .containsExactly(new Step("answer", Map.of()), new Step("play", Map.of(Step.VALUE, "tone")));
        assertThat(plan.match("internal", "1002").orElseThrow().steps())
                .containsExactly(
                        new Step("dial", Map.of("user", "${number}", "ring", "20s")),
                        new Step("hangup", Map.of(Step.VALUE, "no-answer")));
        assertThat(plan.match("internal", "2002")).isEmpty();
        assertThat(plan.match("public", "1002")).isEmpty();
        assertThat(plan.size()).isEqualTo(3);
    }

    @Test
    void takesTheFirstOfTwoExtensionsThatMatch() {
        Plan plan = read("a:\n- {match: 100, do: [echo]}\n- {match: 1XX, do: [answer]}");

        assertThat(plan.match("a", "100").orElseThrow().pattern()).isEqualTo("100");
        assertThat(plan.match("a", "101").orElseThrow().pattern()).isEqualTo("1XX");
    }

    @Test
    void namesThePlaceOfTheFirstUnknownApplication() {
        assertThat(read(ISSUE).unknownApplication(Set.of("answer", "dial", "play", "hangup")))
                .map(Refusal::reason)
                .contains("line 3, column 34: unknown application echo; there are answer, dial, hangup, play");
        assertThat(read(ISSUE).unknownApplication(Set.of("answer", "dial", "echo", "play", "hangup")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a: [{match: 1XX, do: [echo]}, {match: "1[0-4]5", do: [echo]}] | column 39: the extension 1[0-4]5 is never reached: 1XX in line 1
        a: [{match: 1., do: [echo]}, {match: 1., do: [echo]}]       | the extension 1. is never reached
        a: [{match: 1, do: []}]                                     | line 1, column 20: there is nothing to do for 1
        a: [{match: 1}]                                             | line 1, column 5: an extension has no do
        a: [{do: [echo]}]                                           | an extension has no match
        a: [{match: 1, do: echo}]                                   | do must be a list
        a: [{match: 1, do: [[echo]]}]                               | a step can't be a list
        a: [{match: 1, do: [{play: [x]}]}]                          | what play is given can't be a list
        a: [{match: 1, do: [{play: x, echo: y}]}]                   | a step must name one application
        a: [{match: 1, do: [{dial: {user: [1]}}]}]                  | user must be a text or a number
        a: [{match: 1, do: [{dial: {user: "${numb er}"}}]}]         | a variable must be written like ${number}
        a: [{match: 1[, do: [echo]}]                                | not YAML
        a: [{match: "1[", do: [echo]}]                              | column 13: the pattern 1[ is wrong: the [ is not closed
        a: [{match: 1, do: [echo], then: [x]}]                      | an extension has no key then; it may have do, match
        a b: []                                                     | line 1, column 1: 'a b' can't be the name of a context
        a: []                                                       |
        """)
    void refusesAWrongFileWithItsPlace(String file, String reason) {
        if (reason == null) {
            assertThat(read(file).contexts()).containsOnlyKeys("a");
        } else {
            assertThatThrownBy(() -> read(file)).isInstanceOf(Refusal.class).hasMessageContaining(reason);
        }
    }

    private static Plan read(String file) {
        return DialplanFile.read(file);
    }
}
