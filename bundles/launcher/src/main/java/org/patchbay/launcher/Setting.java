package org.patchbay.launcher;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** A setting that lives in a file of {@code etc} and that an option of the command line overrides. */
enum Setting {
    SIP_ADDRESS(
            "sip-address",
            "patchbay.sip.address",
            Setting.Files.TRANSPORT + "-udp",
            "address",
            "0.0.0.0",
            Check::address),
    SIP_PORT("sip-port", "patchbay.sip.port", Setting.Files.TRANSPORT + "-udp", "port", "5060", Check::port),
    SIP_TLS_PORT(
            "sip-tls-port", "patchbay.sip.tls.port", Setting.Files.TRANSPORT + "-tls", "port", "5061", Check::port),
    SIP_WS_PORT("sip-ws-port", "patchbay.sip.ws.port", Setting.Files.TRANSPORT + "-ws", "port", "5080", Check::port),
    SIP_WSS_PORT(
            "sip-wss-port", "patchbay.sip.wss.port", Setting.Files.TRANSPORT + "-wss", "port", "5081", Check::port),
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
    ADVERTISE("advertise", "patchbay.advertise", Setting.Files.TRANSPORT + "-udp", "advertise", "", Check::address);

    /** What enum constants can't have before them. */
    private static final class Files {
        static final String TRANSPORT = "org.patchbay.io.transport";
    }

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
