package org.patchbay.application.host.internal;

import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.channel.Call;

/** The version of each application that a call is on: variables of the call, so that they outlive this host and the PBX. */
final class Pin {
    private static final String PREFIX = "patchbay.version.";

    private Pin() {}

    static void put(Call call, RunningVersion version) {
        call.variables().put(PREFIX + version.application(), version.origin().toString());
    }

    /** Returns the origin, as text, of the version of {@code application} that the call is on. */
    static Optional<String> of(Call call, String application) {
        return Optional.ofNullable(call.variables().get(PREFIX + application));
    }

    /** Returns the applications that the call has been in. */
    static Stream<String> applications(Call call) {
        return call.variables().keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()));
    }
}
