package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpPort.Way;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpKeys;
import org.patchbay.io.SrtpSuite;
import org.patchbay.io.rtp.srtp.internal.SrtpReceiver;
import org.patchbay.io.rtp.srtp.internal.SrtpSender;

/** A talk of a phone that encrypts with one that doesn't. */
class SecurePortTest {
    private static final int NOTHING_MILLIS = 150;

    private final String address = Phone.freshAddress();
    private final SrtpKeys keys = keys(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
    private SrtpSender seals = new SrtpSender(keys.received());
    private SrtpReceiver opens = new SrtpReceiver(keys.sent());
    private RtpRelay relay;
    private Phone secret;
    private Phone plain;
    private RtpPort one;
    private RtpPort other;

    @BeforeEach
    void talk() throws Exception {
        relay = new RtpRelay(Settings.at(address, "20000-20009"));
        secret = new Phone(address);
        plain = new Phone(address);
        one = relay.open();
        other = relay.open();
        one.secure(Optional.of(keys));
        one.expect(secret.address(), Phone.above(secret.address()));
        other.expect(plain.address(), Phone.above(plain.address()));
        one.relayTo(other);
        other.relayTo(one);
    }

    @AfterEach
    void stop() throws Exception {
        relay.deactivate();
        secret.close();
        plain.close();
    }

    @Test
    void opensWhatGoesToThePlainPhone() {
        byte[] packet = Phone.rtp(0, 1);

        secret.send(sealed(packet), one.local());

        assertThat(plain.receive()).isEqualTo(packet);
    }

    @Test
    void sealsWhatComesFromThePlainPhone() {
        byte[] packet = Phone.rtp(0, 1);

        plain.send(packet, other.local());

        ByteBuffer received = ByteBuffer.wrap(secret.receive());
        assertThat(received.array()).isNotEqualTo(packet);
        assertThat(opens.openRtp(received)).isTrue();
        assertThat(octets(received)).isEqualTo(packet);
    }

    @Test
    void carriesRtcpBothWays() {
        byte[] report = Phone.rtcp();
        try (var secretRtcp = new Phone(address);
                var plainRtcp = new Phone(address)) {
            one.expect(secret.address(), secretRtcp.address());
            other.expect(plain.address(), plainRtcp.address());

            secretRtcp.send(octets(seals.sealRtcp(ByteBuffer.wrap(report))), Phone.above(one.local()));
            assertThat(plainRtcp.receive()).isEqualTo(report);

            plainRtcp.send(report, Phone.above(other.local()));
            ByteBuffer received = ByteBuffer.wrap(secretRtcp.receive());
            assertThat(opens.openRtcp(received)).isTrue();
            assertThat(octets(received)).isEqualTo(report);
        }
    }

    @Test
    void listenersSeePlainPackets() {
        List<byte[]> heard = new CopyOnWriteArrayList<>();
        one.listen(Way.RECEIVED, packet -> heard.add(octets(packet)));
        one.listen(Way.SENT, packet -> heard.add(octets(packet)));
        byte[] there = Phone.rtp(0, 1);
        byte[] back = Phone.rtp(0, 2);

        secret.send(sealed(there), one.local());
        plain.receive();
        plain.send(back, other.local());
        secret.receive();

        assertThat(heard).containsExactly(there, back);
    }

    @Test
    void dropsAndCountsWhatIsNotAuthentic() {
        byte[] replayed = sealed(Phone.rtp(0, 1));
        byte[] forged = sealed(Phone.rtp(0, 2));
        forged[40] ^= 1;
        byte[] last = Phone.rtp(0, 3);

        secret.send(replayed, one.local());
        plain.receive();
        secret.send(replayed, one.local());
        secret.send(forged, one.local());
        secret.send(Phone.rtp(0, 4), one.local());
        secret.send(Phone.rtcp(), one.local());
        secret.send(sealed(last), one.local());

        assertThat(plain.receive()).isEqualTo(last);
        assertThat(one.counters().unauthentic()).isEqualTo(4);
        assertThat(one.counters().received()).isEqualTo(2);
    }

    @Test
    void aForgedPacketMakesNoSource() {
        try (Phone thief = secret.sibling()) {
            one.expect(Phone.above(secret.address()), Phone.above(secret.address()));
            thief.send(Phone.rtp(0, 1), one.local());
            byte[] packet = Phone.rtp(0, 2);

            secret.send(sealed(packet), one.local());

            assertThat(plain.receive()).isEqualTo(packet);
            assertThat(one.counters().source()).contains(secret.address());
            plain.send(Phone.rtp(0, 3), other.local());
            assertThat(thief.receive(NOTHING_MILLIS)).isEmpty();
        }
    }

    @Test
    void theSameKeysSaidAgainGoOnWhereTheyAre() { // RFC 4568 section 7.1.4
        byte[] packet = sealed(Phone.rtp(0, 1));
        secret.send(packet, one.local());
        plain.receive();

        one.secure(Optional.of(keys));
        secret.send(packet, one.local());
        byte[] next = Phone.rtp(0, 2);
        secret.send(sealed(next), one.local());

        assertThat(plain.receive()).isEqualTo(next);
        assertThat(one.counters().unauthentic()).isEqualTo(1);
    }

    @Test
    void takesNewKeysAndThoseOfBeforeUntilTheyAreUsed() {
        byte[] underWay = Phone.rtp(0, 1);
        byte[] sealedBefore = sealed(underWay);
        byte[] tooLate = sealed(Phone.rtp(0, 2));
        SrtpKeys changed = keys(SrtpSuite.AEAD_AES_256_GCM);

        one.secure(Optional.of(changed));
        secret.send(sealedBefore, one.local());
        assertThat(plain.receive()).isEqualTo(underWay);
        seals = new SrtpSender(changed.received());
        byte[] first = Phone.rtp(0, 3);
        secret.send(sealed(first), one.local());
        assertThat(plain.receive()).isEqualTo(first);
        secret.send(tooLate, one.local());
        byte[] last = Phone.rtp(0, 4);
        secret.send(sealed(last), one.local());

        assertThat(plain.receive()).isEqualTo(last);
        assertThat(one.counters().unauthentic()).isEqualTo(1);
    }

    @Test
    void keysThatComeBackGoOnWhereTheyWere() { // RFC 3711 section 9.1: no number may be sealed twice with one key
        byte[] old = sealed(Phone.rtp(0, 1));
        secret.send(old, one.local());
        plain.receive();
        one.secure(Optional.of(keys(SrtpSuite.AES_CM_128_HMAC_SHA1_32)));
        one.secure(Optional.empty());
        one.secure(Optional.of(keys));

        secret.send(old, one.local());
        byte[] next = Phone.rtp(0, 2);
        secret.send(sealed(next), one.local());

        assertThat(plain.receive()).isEqualTo(next);
        assertThat(one.counters().unauthentic()).isEqualTo(1);
    }

    @Test
    void packetsNameTheirKeysWhereThatWasAgreed() { // RFC 3711 section 3.1: MKI
        SrtpKeys named = named(new byte[] {0, 0, 0, 1}, new byte[] {7});
        one.secure(Optional.of(named));
        seals = new SrtpSender(named.received());
        opens = new SrtpReceiver(named.sent());
        byte[] there = Phone.rtp(0, 1);
        byte[] back = Phone.rtp(0, 2);

        secret.send(sealed(there), one.local());
        assertThat(plain.receive()).isEqualTo(there);
        plain.send(back, other.local());
        ByteBuffer received = ByteBuffer.wrap(secret.receive());

        assertThat(received.limit()).isEqualTo(back.length + 1 + 10);
        assertThat(received.get(back.length)).isEqualTo((byte) 7);
        assertThat(opens.openRtp(received)).isTrue();
        assertThat(octets(received)).isEqualTo(back);
    }

    @Test
    void dropsWhatNamesAnotherKey() {
        SrtpKeys named = named(new byte[] {1}, new byte[0]);
        one.secure(Optional.of(named));
        byte[] unnamed = sealed(Phone.rtp(0, 1));
        seals = new SrtpSender(named(new byte[] {2}, new byte[0]).received());
        byte[] misnamed = sealed(Phone.rtp(0, 2));
        seals = new SrtpSender(named.received());
        byte[] last = Phone.rtp(0, 3);

        secret.send(unnamed, one.local());
        secret.send(misnamed, one.local());
        secret.send(sealed(last), one.local());

        assertThat(plain.receive()).isEqualTo(last);
        assertThat(one.counters().unauthentic()).isEqualTo(2);
    }

    @Test
    void aKeyThatGetsAnotherNameGoesOnWhereItWas() { // RFC 3711 section 9.1: no number may be sealed twice with one key
        byte[] old = sealed(Phone.rtp(0, 1));
        secret.send(old, one.local());
        plain.receive();
        byte[] repeated = Phone.rtp(0, 9);
        plain.send(repeated, other.local());
        secret.receive();
        SrtpKeys named = named(new byte[] {1}, new byte[] {1});
        one.secure(Optional.of(named));

        secret.send(withName(old, 1), one.local());
        plain.send(repeated, other.local());
        seals.rename(named.received());
        byte[] there = Phone.rtp(0, 2);
        secret.send(sealed(there), one.local());
        byte[] back = ByteBuffer.wrap(repeated.clone()).putShort(2, (short) 10).array();
        plain.send(back, other.local());

        assertThat(plain.receive()).isEqualTo(there);
        assertThat(one.counters().unauthentic()).isEqualTo(1);
        opens.rename(named.sent());
        ByteBuffer received = ByteBuffer.wrap(secret.receive());
        assertThat(opens.openRtp(received)).isTrue();
        assertThat(octets(received)).isEqualTo(back);
    }

    private static byte[] withName(byte[] sealed, int name) {
        int tag = sealed.length - 10;
        return ByteBuffer.allocate(sealed.length + 1)
                .put(sealed, 0, tag)
                .put((byte) name)
                .put(sealed, tag, 10)
                .array();
    }

    private SrtpKeys named(byte[] theirs, byte[] ours) {
        return new SrtpKeys(named(keys.received(), theirs), named(keys.sent(), ours));
    }

    private static SrtpKey named(SrtpKey key, byte[] mki) {
        return new SrtpKey(key.suite(), key.octets(), mki, SrtpKey.LONGEST_LIFETIME);
    }

    @Test
    void hearsAPeerFurtherThatGoesOnWithItsKey() { // RFC 3711 section 9.2: to make another is the peer's part
        SrtpKey brief = new SrtpKey(keys.received().suite(), keys.received().octets(), new byte[0], 2);
        one.secure(Optional.of(new SrtpKeys(brief, keys.sent())));

        for (int i = 1; i <= 4; i++) {
            byte[] packet = Phone.rtp(0, i);
            secret.send(sealed(packet), one.local());
            assertThat(plain.receive()).isEqualTo(packet);
        }
    }

    @Test
    void isPlainAgainWithoutKeys() {
        one.secure(Optional.empty());
        byte[] packet = Phone.rtp(0, 1);

        plain.send(packet, other.local());

        assertThat(secret.receive()).isEqualTo(packet);
    }

    @Test
    void severalThreadsMaySend() throws Exception {
        Thread clock = Thread.ofPlatform().start(() -> send(0x1111, 100));
        send(0x2222, 100);
        clock.join();

        for (int i = 0; i < 200; i++)
            assertThat(opens.openRtp(ByteBuffer.wrap(secret.receive()))).isTrue();
        assertThat(one.counters().sent()).isEqualTo(200);
    }

    private void send(int ssrc, int packets) {
        for (int i = 0; i < packets; i++)
            one.send(ByteBuffer.wrap(Phone.rtp(0, i)).putInt(8, ssrc));
    }

    private byte[] sealed(byte[] packet) {
        return octets(seals.sealRtp(ByteBuffer.wrap(packet).putInt(8, 0x5EC2E7)));
    }

    private static SrtpKeys keys(SrtpSuite suite) {
        var random = new SecureRandom();
        return new SrtpKeys(SrtpKey.random(suite, random), SrtpKey.random(suite, random));
    }

    private static byte[] octets(ByteBuffer packet) {
        byte[] octets = new byte[packet.limit()];
        packet.get(0, octets);
        return octets;
    }
}
