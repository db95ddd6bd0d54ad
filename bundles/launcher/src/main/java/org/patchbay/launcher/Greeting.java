package org.patchbay.launcher;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What the server says on the terminal: where it is, and the first time all that a first call needs. */
record Greeting(Settings settings, Path etc) {
    /** Returns the passwords that were made up just now; empty when there are none. */
    String secrets(FirstStart.Secrets secrets) {
        StringBuilder text = new StringBuilder();
        secrets.phones()
                .ifPresent(phones -> text.append("""

                    Two users are ready; enter one in each of two telephones:
                      SIP server %s  (UDP or TCP)
                      user 1001  password %s
                      user 1002  password %s
                    Then dial 1001 or 1002 for the other phone, 9196 for an echo, 9197 for a tone.
                    """.formatted(
                        sipServers(), phones.first().text(), phones.second().text())));
        secrets.console().ifPresent(password -> text.append("""

            Web console %s
              user admin  password %s
            """.formatted(consoleUrl(), password.text())));
        if (!text.isEmpty()) {
            text.append("\nThe passwords are not shown again; the users' are in ")
                    .append(etc.resolve("users.yaml"))
                    .append(".\n\n");
        }
        return text.toString();
    }

    /** Returns the lines that tell that the server is there, and what it lacks. */
    String up(Duration startTime, List<String> missing) {
        String lack = missing.isEmpty() ? "" : " without " + String.join(", ", missing) + "; the log says why";
        return """
            %s in %d ms%s.
              SIP      %s  (UDP, TCP)
              console  %s
              users    %s
            """.formatted(
                        Launcher.UP, startTime.toMillis(), lack, sipServers(), consoleUrl(), etc.resolve("users.yaml"));
    }

    private String sipServers() {
        InetSocketAddress sip = settings.sip();
        String advertised = settings.value(Setting.ADVERTISE);
        List<String> hosts = !advertised.isEmpty()
                ? List.of(advertised)
                : sip.getAddress().isAnyLocalAddress() ? localAddresses() : List.of(hostOf(sip.getAddress()));
        return hosts.stream()
                .map(host -> host.matches("[^:]+:\\d+") ? host : host + ":" + sip.getPort())
                .collect(Collectors.joining(" or "));
    }

    private String consoleUrl() {
        InetSocketAddress console = settings.console();
        InetAddress address = console.getAddress();
        String host = address.isAnyLocalAddress() ? localAddresses().getFirst() : hostOf(address);
        return "http://" + host + ":" + console.getPort() + "/system/console";
    }

    /** Returns the addresses that telephones in the network can use; the loopback address when there is no network. */
    private static List<String> localAddresses() {
        try {
            List<String> addresses = NetworkInterface.networkInterfaces()
                    .filter(Greeting::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .toList();
            return addresses.isEmpty() ? List.of("127.0.0.1") : addresses;
        } catch (SocketException e) {
            return List.of("127.0.0.1"); // only for display
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException e) {
            return false; // it went away while we looked
        }
    }

    private static String hostOf(InetAddress address) {
        String host = address.getHostAddress();
        return address instanceof Inet4Address ? host : "[" + host + "]";
    }
}
