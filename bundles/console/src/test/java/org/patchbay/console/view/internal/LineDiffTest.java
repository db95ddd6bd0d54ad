package org.patchbay.console.view.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineDiffTest {
    @Test
    void showsNothingWhenNothingChanged() {
        assertThat(diff("a\nb", "a\nb")).isEmpty();
        assertThat(diff("", "")).isEmpty();
    }

    @Test
    void showsChangedLinesBetweenTheirNeighbours() {
        assertThat(diff("a\nb\nc", "a\nx\nc")).isEqualTo("=a -b +x =c");
        assertThat(diff("a\nb", "a\nb\nc")).isEqualTo("=a =b +c");
        assertThat(diff("a\nb", "b")).isEqualTo("-a =b");
        assertThat(diff("", "a")).isEqualTo("+a");
    }

    @Test
    void findsWhatWasMovedAndWhatStayed() {
        assertThat(diff("a\nb\nc\nd", "x\nb\nd\ny")).isEqualTo("-a +x =b -c =d +y");
    }

    @Test
    void leavesOutWhatIsFarFromAnyChange() {
        String before = lines(20);

        assertThat(diff(before, before.replace("l9\n", "new\n")))
                .isEqualTo("~7 equal lines =l7 =l8 -l9 +new =l10 =l11 ~8 equal lines");
        assertThat(diff("a\nb\nc\nd", "a\nb\nc\nx")).isEqualTo("~1 equal line =b =c -d +x");
    }

    @Test
    void comparesHugeTextsRoughly() {
        String before = lines(3000).replace("l", "a");
        String after = lines(3000).replace("l", "b");

        assertThat(LineDiff.of(before, after)).hasSize(6000);
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "l" + i + "\n").collect(Collectors.joining());
    }

    private static String diff(String before, String after) {
        return LineDiff.of(before, after).stream()
                .map(line -> switch (line.kind()) {
                            case SAME -> "=";
                            case ADDED -> "+";
                            case REMOVED -> "-";
                            case GAP -> "~";
                        }
                        + line.text())
                .collect(Collectors.joining(" "));
    }
}
