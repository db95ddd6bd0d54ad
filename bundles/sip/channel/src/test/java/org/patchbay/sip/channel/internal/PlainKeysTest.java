package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.media.SrtpPolicy;
import org.patchbay.sip.SipTransactions.Hop;

/** Keys in a signalling that anybody can read (RFC 4568 section 8.2). */
class PlainKeysTest {
    private final PlainKeys keys = new PlainKeys();

    private static Hop by(String transport) {
        return new Hop(transport, new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 5060));
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "ws"})
    void areWarnedOfOnceForEach(String transport) {
        assertThat(keys.travel("user 1001", by(transport))).isTrue();
        assertThat(keys.travel("user 1001", by(transport))).isFalse();
        assertThat(keys.travel("trunk berlin", by(transport))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "wss"})
    void areNoMatterWhereTheSignallingIsEncrypted(String transport) {
        assertThat(keys.travel("user 1001", by(transport))).isFalse();
        assertThat(keys.travel("user 1001", by("udp"))).isTrue();
    }

    @Test
    void areToldOfWhoCallsAndOfWhoIsCalled() {
        var harness = new Harness();
        harness.media(false, SrtpPolicy.REQUIRED);

        new Caller(harness).invite(SrtpLegTest.secure(Messages.OFFER, 1));
        harness.call(channel -> channel.answer(Harness.PCMU));
        harness.originate("udp", Harness.PCMU);

        assertThat(harness.plainKeys.travel("user 1001", by("udp"))).isFalse();
        assertThat(harness.plainKeys.travel("user 1002", by("udp"))).isFalse();
        assertThat(harness.plainKeys.travel("user 1003", by("udp"))).isTrue();
    }
}
