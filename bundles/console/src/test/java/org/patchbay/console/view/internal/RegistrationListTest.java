package org.patchbay.console.view.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.console.testing.FakeModules;

class RegistrationListTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void saysWhichModulesAreAway() {
        var list = list(new FakeModules(), "");

        assertThat(list.registrar()).isFalse();
        assertThat(list.directory()).isFalse();
        assertThat(list.rows()).isEmpty();
    }

    @Test
    void showsWhoIsRegisteredBeforeWhoIsNot() {
        var list = list(modules(), "");

        assertThat(list.rows()).extracting(RegistrationList.Row::number).containsExactly("1002", "1099", "1001");
        assertThat(list.users()).isEqualTo(2);
        assertThat(list.registered()).isEqualTo(2);
        assertThat(list.contacts()).isEqualTo(2);
    }

    @Test
    void showsTheDevice() {
        var contact = list(modules(), "").rows().getFirst().contacts().getFirst();

        assertThat(contact.received()).isEqualTo("192.0.2.5:5062 udp");
        assertThat(contact.userAgent()).isEqualTo("Test phone");
        assertThat(contact.expiresSeconds()).isEqualTo(90);
    }

    @Test
    void marksWhoIsNotInTheDirectory() {
        assertThat(list(modules(), "").rows())
                .filteredOn(row -> !row.known())
                .extracting(RegistrationList.Row::number)
                .containsExactly("1099");
    }

    @Test
    void findsByAnyTextWithoutCase() {
        assertThat(list(modules(), " aNN ").rows())
                .extracting(RegistrationList.Row::number)
                .containsExactly("1001");
        assertThat(list(modules(), "TEST PHONE").rows())
                .extracting(RegistrationList.Row::number)
                .containsExactly("1002");
        assertThat(list(modules(), "nothing").matching()).isZero();
    }

    @Test
    void showsFiveHundredUsersAtMostAndSaysHowManyMatch() {
        var modules = new FakeModules().withLocations();
        for (int i = 0; i < 700; i++) modules.withUser("2" + i, "");

        var list = list(modules, "");

        assertThat(list.rows()).hasSize(500);
        assertThat(list.matching()).isEqualTo(700);
    }

    private static FakeModules modules() {
        return new FakeModules()
                .withUser("1001", "Ann")
                .withUser("1002", "Ben")
                .withContact(
                        "1002",
                        "sip:1002@10.0.0.5",
                        NOW.plusSeconds(90),
                        Map.of("received", "udp;192.0.2.5;5062", "user-agent", "Test phone"))
                .withContact("1099", "sip:1099@192.0.2.6", NOW.minusSeconds(1), Map.of());
    }

    private static RegistrationList list(FakeModules modules, String filter) {
        return RegistrationList.of(modules, filter, () -> NOW);
    }
}
