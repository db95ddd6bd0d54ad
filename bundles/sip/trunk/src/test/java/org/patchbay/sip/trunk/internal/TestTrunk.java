package org.patchbay.sip.trunk.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.Trunk.Entry;
import org.patchbay.pbx.Trunk.From;
import org.patchbay.pbx.Trunk.Login;

/** Trunks for tests: what differs from a plain one is said. */
record TestTrunk(
        String name, List<String> servers, Optional<Login> login, boolean registers, Entry entry, boolean trusted) {
    static final Login LOGIN = new Login("030123", "acc", "secret");

    static TestTrunk named(String name) {
        return new TestTrunk(
                name,
                List.of("sip:sip.example.net"),
                Optional.empty(),
                false,
                new Entry("incoming", List.of(), true, false),
                false);
    }

    TestTrunk at(String... uris) {
        return new TestTrunk(name, List.of(uris), login, registers, entry, trusted);
    }

    TestTrunk registering() {
        return new TestTrunk(
                name, servers, Optional.of(LOGIN), true, new Entry("incoming", List.of(), true, true), trusted);
    }

    TestTrunk matching(boolean byAddress, boolean byLine, String... sources) {
        var changed = new Entry("incoming", List.of(sources), byAddress, byLine);
        return new TestTrunk(name, servers, login, registers, changed, trusted);
    }

    TestTrunk trusting() {
        return new TestTrunk(name, servers, login, registers, entry, true);
    }

    Trunk make() {
        return make(Duration.ofSeconds(30));
    }

    Trunk make(Duration health) {
        return new Trunk(
                name,
                servers,
                login,
                registers,
                Duration.ofHours(1),
                new From(Optional.empty(), Optional.empty()),
                entry,
                trusted,
                health,
                OptionalInt.of(2));
    }
}
