package org.patchbay.io.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFilesTest {
    @TempDir
    Path folder;

    private static InetAddress ip(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    @Test
    void collectsTheAddressesOfAHostFromAllLines() {
        var hosts = SystemFiles.hosts(List.of("127.0.0.1 localhost", "::1 localhost ip6-localhost", "no address"));

        assertThat(hosts)
                .containsEntry("localhost", List.of(ip("127.0.0.1"), ip("::1")))
                .doesNotContainKey("address");
    }

    @Test
    void takesTheFirstThreeNameServers() {
        var lines = List.of(
                "search example.com",
                "nameserver 192.0.2.1",
                "nameserver bad.name",
                "nameserver 192.0.2.2",
                "nameserver\t2001:db8::1",
                "nameserver 192.0.2.4");

        assertThat(SystemFiles.nameServers(lines))
                .extracting(InetSocketAddress::getAddress)
                .containsExactly(ip("192.0.2.1"), ip("192.0.2.2"), ip("2001:db8::1"));
    }

    @Test
    void asksThisMachineWhenNoNameServerIsNamed() { // resolv.conf(5)
        assertThat(SystemFiles.nameServers(List.of())).containsExactly(new InetSocketAddress(ip("127.0.0.1"), 53));
    }

    @Test
    void readsAFileAgainWhenItHasChanged() throws IOException {
        var path = folder.resolve("hosts");
        var file = new SystemFile<>(path, lines -> lines);
        assertThat(file.value()).isEmpty();

        Files.write(path, List.of("one # comment", "# nothing", ""));
        file.refresh();
        assertThat(file.value()).containsExactly("one");
        Files.write(path, List.of("two"));
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(5)));
        file.refresh();

        assertThat(file.value()).containsExactly("two");
    }

    @Test
    void putsTheFamilyFirstThatThereIsAWayFor() { // RFC 6724 section 2.1
        var four = List.of(ip("192.0.2.2"), ip("192.0.2.1"));
        var six = List.of(ip("2001:db8::1"));

        assertThat(Families.sorted(four, six, true)).containsExactly(six.getFirst(), four.get(0), four.get(1));
        assertThat(Families.sorted(four, six, false)).containsExactly(four.get(0), four.get(1), six.getFirst());
    }
}
