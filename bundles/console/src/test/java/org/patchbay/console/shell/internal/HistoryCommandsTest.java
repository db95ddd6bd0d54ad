package org.patchbay.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.console.testing.FakeHistory.id;

import org.junit.jupiter.api.Test;
import org.patchbay.console.testing.FakeHistory;
import org.patchbay.console.testing.FakeModules;

class HistoryCommandsTest {
    private static final String PLAN = "etc/dialplan.yaml";
    private final FakeHistory history = new FakeHistory().with(PLAN, "a\nb", "a\nc");
    private final HistoryCommands commands = new HistoryCommands(new FakeModules().with(history));

    @Test
    void sayThatTheModuleIsAway() {
        var away = new HistoryCommands(new FakeModules());

        assertThat(away.list())
                .isEqualTo(away.list(PLAN))
                .isEqualTo(away.show(PLAN, "x"))
                .isEqualTo(away.undo(PLAN))
                .isEqualTo("The module that keeps the history of files is not running.");
    }

    @Test
    void listFilesAndTheirGenerations() {
        assertThat(commands.list().lines().toList().getLast())
                .startsWith(PLAN + "  2")
                .endsWith(id("a\nc"));
        var lines = commands.list(PLAN).lines().toList();
        assertThat(lines.get(1)).startsWith(id("a\nc")).endsWith("what the file holds");
        assertThat(lines.get(2)).startsWith(id("a\nb"));
    }

    @Test
    void showATextAndWhatItChanged() {
        assertThat(commands.show(PLAN, id("a\nc")))
                .isEqualTo("a\nc\n\nChanged since " + id("a\nb") + ":\n  a\n- b\n+ c");
        assertThat(commands.show(PLAN, id("a\nb"))).isEqualTo("a\nb");
    }

    @Test
    void hidePasswords() {
        String text = "users:\n  - {number: 1, password: s3cret}\u001b";
        history.with("etc/users.yaml", text);

        assertThat(commands.show("etc/users.yaml", id(text))).isEqualTo("users:\n  - {number: 1, password: (hidden)}?");
    }

    @Test
    void undoAndRestore() {
        assertThat(commands.undo(PLAN)).isEqualTo(PLAN + " holds generation " + id("a\nb") + " now.");
        assertThat(commands.restore(PLAN, id("a\nc"))).endsWith(id("a\nc") + " now.");
    }

    @Test
    void sayWhatIsUnknown() {
        assertThat(commands.list("etc/x")).isEqualTo("There is no history of etc/x; history:list shows the files.");
        assertThat(commands.show("etc/x", "0")).startsWith("There is no history of etc/x");
        assertThat(commands.show(PLAN, "0")).startsWith("There is no generation 0 of " + PLAN);
        assertThat(commands.undo("etc/x"))
                .isEqualTo("Nothing was changed: nothing is known of etc/x before what it holds now.");
        assertThat(new HistoryCommands(new FakeModules().with(new FakeHistory())).list())
                .isEqualTo("No file has a history yet.");
    }
}
