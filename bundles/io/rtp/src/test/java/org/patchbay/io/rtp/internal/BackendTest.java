package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class BackendTest {
    @Test
    void isReadWhateverItsCase() {
        assertThat(Backend.of(" Epoll ")).isEqualTo(Backend.EPOLL);
    }

    @Test
    void refusesAnUnknownNameWithThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Backend.of("io_uring"))
                .withMessageContaining("auto, epoll, nio");
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void isEpollWhereThatWorks() {
        assertThat(Backend.AUTO.resolved()).isEqualTo(Backend.EPOLL);
    }

    @Test
    void isNioWhereTheSystemIsUnknown() {
        String before = System.setProperty("os.name", "Plan 9");
        try {
            assertThat(Backend.AUTO.resolved()).isEqualTo(Backend.NIO);
        } finally {
            System.setProperty("os.name", before);
        }
    }
}
