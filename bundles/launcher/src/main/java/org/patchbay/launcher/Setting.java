package org.patchbay.launcher;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** A setting that lives in a file of {@code etc} and that an option of the command line overrides. */
enum Setting {
    SIP_ADDRESS("sip-address", "patchbay.sip.address", "org.patchbay.sip.stack", "address", "0.0.0.0", Check::address),
    SIP_PORT("sip-port", "patchbay.sip.port", "org.patchbay.sip.stack", "port", "5060", Check::port),
    RTP_ADDRESS("rtp-address", "patchbay.rtp.address", "org.patchbay.io.rtp", "address", "0.0.0.0", Check::address),
    RTP_PORTS("rtp-ports", "patchbay.rtp.ports", "org.patchbay.io.rtp", "ports", "16384-32767", Check::ports),
    CONSOLE_ADDRESS(
            "console-address",
            "patchbay.console.address",
            "org.apache.felix.http",
            "org.apache.felix.http.host",
            "127.0.0.1",
            Check::address),
    CONSOLE_PORT(
            "console-port",
            "patchbay.console.port",
            "org.apache.felix.http",
            "org.osgi.service.http.port",
            "8080",
            Check::port),
    ADVERTISE("advertise", "patchbay.advertise", "org.patchbay.sip.stack", "advertise", "", Check::address);

    private final String option;
    private final String property;
    private final String pid;
    private final String key;
    private final String fallback;
    private final Consumer<String> check;

    Setting(String option, String property, String pid, String key, String fallback, Consumer<String> check) {
        this.option = option;
        this.property = property;
        this.pid = pid;
        this.key = key;
        this.fallback = fallback;
        this.check = check;
    }

    /** Returns the setting that {@code --option} overrides. */
    static Optional<Setting> ofOption(String option) {
        return Arrays.stream(values())
                .filter(setting -> setting.option.equals(option))
                .findFirst();
    }

    /** Returns the option's name, without the dashes. */
    String option() {
        return option;
    }

    /** Returns the framework property that carries an override to the files of {@code etc}. */
    String property() {
        return property;
    }

    /** Returns the name of the file in {@code etc}. */
    String file() {
        return pid + ".config";
    }

    /** Returns the key in the file. */
    String key() {
        return key;
    }

    /** Returns the value that holds when neither the command line nor the file has one. */
    String fallback() {
        return fallback;
    }

    /** Returns {@code value}, or throws a {@link UsageException} that says what is wrong with it {@code where}. */
    String checked(String value, String where) {
        try {
            check.accept(value);
            return value;
        } catch (IllegalArgumentException e) {
            throw new UsageException(where + " " + value + ": " + e.getMessage());
        }
    }
}
