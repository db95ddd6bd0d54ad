package org.patchbay.itest.bench.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.patchbay.io.RtpPort;
import org.patchbay.io.rtp.internal.RtpRelay;
import org.patchbay.io.rtp.internal.RtpRelayConfig;

/**
 * Patchbay's relay without the rest of the server. Reads orders, a line each, and answers each with a line, as {@code floor.c} does.
 */
public final class RelayServer {
    private final RtpRelay relay;
    private final List<RtpPort> ports = new ArrayList<>();

    private RelayServer(RtpRelay relay) {
        this.relay = relay;
    }

    /** Takes the address to bind and the backend; ends with its input. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        RtpRelay relay = new RtpRelay(settings(Map.of("address", arguments[0], "backend", arguments[1])));
        RelayServer server = new RelayServer(relay);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            System.out.println(server.obey(List.of(line.split(" "))));
        }
        relay.deactivate();
    }

    /** Returns the settings that are shipped, but for those. */
    private static RtpRelayConfig settings(Map<String, Object> chosen) {
        return (RtpRelayConfig) Proxy.newProxyInstance(
                RelayServer.class.getClassLoader(),
                new Class<?>[] {RtpRelayConfig.class},
                (proxy, method, none) -> chosen.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private String obey(List<String> words) {
        return switch (words.getFirst()) {
            case "open" -> open(words.get(1), words.subList(2, words.size()));
            case "close" -> close();
            default -> throw new IllegalArgumentException("no such order: " + words.getFirst());
        };
    }

    private String open(String phones, List<String> at) {
        for (String port : at) ports.add(open(phones, Integer.parseInt(port)));
        for (int leg = 0; leg < ports.size(); leg++) ports.get(leg).relayTo(ports.get(leg ^ 1));
        return ports.stream()
                .map(port -> Integer.toString(port.local().getPort()))
                .collect(Collectors.joining(" "));
    }

    private RtpPort open(String phone, int at) {
        RtpPort port = relay.open();
        port.expect(new InetSocketAddress(phone, at), new InetSocketAddress(phone, at + 1));
        return port;
    }

    private String close() {
        ports.forEach(RtpPort::close);
        ports.clear();
        return "closed";
    }
}
