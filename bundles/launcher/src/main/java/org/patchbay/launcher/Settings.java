package org.patchbay.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings that hold for a run: the command line's, else those of {@code etc}, else the fallbacks. */
record Settings(Map<Setting, String> values, Map<Setting, String> overrides) {
    /** Reads what the command line leaves open from {@code etc}; throws a {@link UsageException} for a bad value. */
    static Settings read(Path etc, Map<Setting, String> overrides) throws IOException {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String override = overrides.get(setting);
            values.put(setting, override != null ? override : fromFile(etc, setting));
        }
        return new Settings(values, overrides);
    }

    private static String fromFile(Path etc, Setting setting) throws IOException {
        Path file = etc.resolve(setting.file());
        String value = ConfigFile.read(file)
                .value(setting.key())
                .filter(text -> !text.isBlank())
                .orElse(setting.fallback());
        boolean free = value.isEmpty() || setting == Setting.ADVERTISE; // SIP also takes a name there, and a port
        return free ? value : setting.checked(value, file + ": " + setting.key());
    }

    /** Returns the framework properties that carry the overrides to the files of {@code etc}. */
    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        overrides.forEach((setting, value) -> properties.put(setting.property(), value));
        String sip = overrides.get(Setting.SIP_PORT);
        String advertised = overrides.get(Setting.ADVERTISE);
        // the port in it is that of UDP and TCP
        if (advertised != null) {
            properties.put("patchbay.advertise.host", advertised.replaceFirst("^([^:]+|\\[.*]):\\d+$", "$1"));
        }
        if (sip != null) neighbours(Integer.parseInt(sip)).forEach(properties::putIfAbsent);
        return properties;
    }

    /** Returns the ports of the other transports of an instance whose SIP port is not the usual one, so that two don't collide. */
    private static Map<String, String> neighbours(int sip) {
        Map<String, String> ports = new TreeMap<>();
        for (Setting other : List.of(Setting.SIP_TLS_PORT, Setting.SIP_WS_PORT, Setting.SIP_WSS_PORT)) {
            int distance = Integer.parseInt(other.fallback()) - Integer.parseInt(Setting.SIP_PORT.fallback());
            if (sip + distance <= 65_535) ports.put(other.property(), Integer.toString(sip + distance));
        }
        return ports;
    }

    InetSocketAddress sip() {
        return socket(Setting.SIP_ADDRESS, Setting.SIP_PORT);
    }

    InetSocketAddress console() {
        return socket(Setting.CONSOLE_ADDRESS, Setting.CONSOLE_PORT);
    }

    /** Returns one setting; empty when it is not set and has no fallback. */
    String value(Setting setting) {
        return values.getOrDefault(setting, setting.fallback());
    }

    private InetSocketAddress socket(Setting address, Setting port) {
        return new InetSocketAddress(InetAddress.ofLiteral(value(address)), Integer.parseInt(value(port)));
    }
}
