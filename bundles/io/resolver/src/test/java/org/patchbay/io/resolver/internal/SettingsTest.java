package org.patchbay.io.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private record Config(
            String[] servers,
            int timeout_millis,
            int cache_entries,
            int cache_seconds_min,
            int cache_seconds_max,
            int cache_seconds_negative)
            implements ResolverConfig {
        @Override
        public Class<? extends Annotation> annotationType() {
            return ResolverConfig.class;
        }
    }

    private static Settings servers(String... servers) {
        return Settings.of(new Config(servers, 5000, 10, 1, 60, 5));
    }

    private static InetSocketAddress at(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }

    @Test
    void readsServersWithAndWithoutPort() {
        assertThat(servers("192.0.2.1", " 192.0.2.2:5353", "[2001:db8::1]:54").servers())
                .containsExactly(at("192.0.2.1", 53), at("192.0.2.2", 5353), at("2001:db8::1", 54));
        assertThat(servers("2001:db8::1", "", "[2001:db8::2]").servers())
                .containsExactly(at("2001:db8::1", 53), at("2001:db8::2", 53));
    }

    @Test
    void refusesServersThatAreNoAddresses() {
        for (var bad : new String[] {"dns.example", "192.0.2.1:x", "192.0.2.1:99999", "[2001:db8::1", ":53"}) {
            assertThatThrownBy(() -> servers(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(bad);
        }
        assertThatThrownBy(() -> servers("1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4"))
                .hasMessageContaining("more than");
    }

    @Test
    void keepsLimitsInTheirRange() {
        var settings = Settings.of(new Config(new String[0], 1, -5, -1, Integer.MAX_VALUE, -1));

        assertThat(settings.timeLimit()).isEqualTo(Duration.ofMillis(300));
        assertThat(settings.entries()).isEqualTo(1);
        assertThat(settings.kept(0)).isEqualTo(Duration.ZERO);
        assertThat(settings.kept(Integer.MAX_VALUE)).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void refusesAFloorAboveTheCeiling() {
        assertThatThrownBy(() -> Settings.of(new Config(new String[0], 1, 1, 20, 10, 1)))
                .hasMessageContaining("min");
    }
}
