package org.patchbay.cdr.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain|plain",
                "Ann, sales|`\"Ann, sales\"`",
                "the \"boss\"|`\"the \"\"boss\"\"\"`",
                "` padded`|`\" padded\"`",
                "=HYPERLINK(1)|`'=HYPERLINK(1)`",
                "@SUM|`'@SUM`",
                "+cmd|`'+cmd`",
                "-1+2|`'-1+2`",
                "+4930123|+4930123",
                "-3.5|-3.5"
            })
    void keepsACellACell(String text, String cell) {
        assertThat(Csv.row(List.of(text))).isEqualTo(cell + "\r\n");
    }

    @Test
    void quotesWhatSomeSpreadsheetsSplitAt() {
        assertThat(Csv.row(List.of("a;b"))).isEqualTo("\"a;b\"\r\n");
    }

    @ParameterizedTest
    @CsvSource({"10", "13", "0", "27", "127"})
    void keepsARowInItsLine(int control) {
        assertThat(Csv.row(List.of("a" + (char) control + "b", ""))).isEqualTo("a b,\r\n");
    }
}
