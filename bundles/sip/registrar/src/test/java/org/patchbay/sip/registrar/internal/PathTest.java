package org.patchbay.sip.registrar.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.patchbay.sip.SipTransactions.Hop;

class PathTest {
    private static final String PHONE = "Contact: <sip:1001@10.0.0.7>";
    private static final String ABLE = "Supported: path";

    private final Exchange exchange = new Exchange("");

    @Test
    void keepsThePathInItsOrderAndTellsIt() { // RFC 3327 section 5.3
        var answer = exchange.register(
                PHONE, ABLE, "Path: <sip:near@192.0.2.1:5070;lr;transport=tcp>,<sip:edge.example;lr>");

        assertThat(answer)
                .contains("SIP/2.0 200")
                .contains("Path: <sip:near@192.0.2.1:5070;lr;transport=tcp>, <sip:edge.example;lr>");
        assertThat(exchange.contact(0).path())
                .containsExactly("<sip:near@192.0.2.1:5070;lr;transport=tcp>", "<sip:edge.example;lr>");
        assertThat(exchange.contact(0).hop()).isEqualTo(new Hop("tcp", new InetSocketAddress("192.0.2.1", 5070)));
    }

    @Test
    void reachesAProxyWithANameWhereItSentTheRegisterFrom() {
        var proxy = new Hop("udp", new InetSocketAddress("192.0.2.9", 5080));

        exchange.register(proxy, "c1", PHONE, ABLE, "Path: <sip:edge.example;lr>");

        assertThat(exchange.contact(0).hop()).isEqualTo(proxy);
    }

    @Test
    void forgetsThePathWhenTheNextRegisterHasNone() { // RFC 3327 section 5.3
        exchange.register(PHONE, ABLE, "Path: <sip:192.0.2.1;lr>");
        exchange.register(PHONE, ABLE);

        assertThat(exchange.contact(0).path()).isEmpty();
        assertThat(exchange.contact(0).hop()).isEqualTo(Exchange.SEEN);
    }

    @Test
    void refusesAPathThatThePhoneKnowsNothingOf() { // RFC 3327 section 5.3
        assertThat(exchange.register(PHONE, "Path: <sip:192.0.2.1;lr>"))
                .contains("SIP/2.0 420 ")
                .contains("Unsupported: path");
        assertThat(exchange.bindings()).isEmpty();
    }

    @Test
    void refusesAPathThatIsNone() {
        assertThat(exchange.register(PHONE, ABLE, "Path: <mailto:a@b>")).contains("SIP/2.0 400 ");
        assertThat(exchange.register(PHONE, ABLE, "Path: " + "<sip:192.0.2.1;lr>,".repeat(17) + "<sip:192.0.2.1;lr>"))
                .contains("SIP/2.0 400 ");
        assertThat(exchange.bindings()).isEmpty();
    }

    @Test
    void tellsTheServiceRoute() { // RFC 3608 section 6.3
        assertThat(new Exchange("<sip:out.example;lr>").register(PHONE))
                .contains("Service-Route: <sip:out.example;lr>");
        assertThat(exchange.register(PHONE)).doesNotContain("Service-Route");
    }

    @Test
    void startsWithNoServiceRouteThatIsNoLooseRouter() { // RFC 3608 section 6.3
        assertThat(Services.of(config("<sip:a.example;lr>", "<sip:b.example;lr>"), exchange.gruus)
                        .route())
                .isEqualTo("<sip:a.example;lr>, <sip:b.example;lr>");
        assertThatThrownBy(() -> Services.of(config("<sip:a.example>"), exchange.gruus))
                .hasMessageContaining("<sip:a.example>");
        assertThatThrownBy(() -> Services.of(config("nonsense"), exchange.gruus))
                .hasMessageContaining("nonsense");
    }

    private static RegistrarConfig config(String... route) {
        return new RegistrarConfig() {
            @Override
            public int expires_default_seconds() {
                return 3600;
            }

            @Override
            public int expires_min_seconds() {
                return 60;
            }

            @Override
            public int expires_max_seconds() {
                return 7200;
            }

            @Override
            public String[] service_route() {
                return route;
            }

            @Override
            public int flow_timer_seconds() {
                return 120;
            }

            @Override
            public String _gruu_secret() {
                return "";
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return RegistrarConfig.class;
            }
        };
    }
}
