package org.patchbay.console.view.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    record Inner(String text, Optional<Long> number) {}

    record Outer(boolean yes, List<Inner> inner, Map<String, Integer> map) {}

    @Test
    void writesRecordsAndWhatTheyHold() {
        var outer = new Outer(
                true, List.of(new Inner("a", Optional.of(7L)), new Inner("", Optional.empty())), Map.of("k", -1));

        assertThat(Json.of(outer))
                .isEqualTo("{\"yes\":true,\"inner\":[{\"text\":\"a\",\"number\":7},{\"text\":\"\",\"number\":null}],"
                        + "\"map\":{\"k\":-1}}");
    }

    @Test
    void escapesQuotesControlsAndWhatEndsAScript() { // RFC 8259 section 7
        assertThat(Json.of("\"\\\n\u0000\u007f")).isEqualTo("\"\\\"\\\\\\n\\u0000\\u007f\"");
        assertThat(Json.of("</script><!--&'")).doesNotContain("<", ">", "&", "'");
        assertThat(Json.of("\u2028\u2029")).isEqualTo("\"\\u2028\\u2029\"");
    }

    @Test
    void keepsLettersOfAllLanguagesAndEscapesHalfOnes() {
        assertThat(Json.of("Grüße 日本")).isEqualTo("\"Grüße 日本\"");
        assertThat(Json.of("\ud83d")).isEqualTo("\"\\ud83d\"");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.of(new Object()));
    }
}
