package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.io.rtp.internal.RtpRelay;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaUnavailableException;

class DirectMediaTest {
    private static final MediaDescription CALLER = at("192.0.2.7", 5000);
    private static final MediaDescription CALLED = at("192.0.2.8", 6000);

    private RtpRelay relay;
    private RtpMediaSessions sessions;
    private MediaSession caller;
    private MediaSession called;

    @BeforeEach
    void open() throws Exception {
        relay = new RtpRelay(new RelaySettings(Phone.freshAddress(), "20000-20003"));
        sessions = new RtpMediaSessions(TestCodecs.G711, MediaSettings.STANDARD);
        sessions.bindPorts(relay);
        caller = sessions.prepare();
        called = sessions.prepare();
    }

    @AfterEach
    void close() throws Exception {
        sessions.deactivate();
        relay.deactivate();
    }

    private static MediaDescription at(String host, int port) {
        return new MediaDescription(
                new InetSocketAddress(host, port),
                new InetSocketAddress(host, port + 1),
                new MediaFormat(List.of(Codec.PCMU), Direction.SENDRECV));
    }

    private void goDirect() {
        caller.described(CALLER);
        assertThat(called.goDirect(caller)).isTrue();
        called.remote(CALLED, CALLED.format());
        caller.remote(CALLER, CALLER.format());
    }

    @Test
    void tellsEachPeerWhereTheOtherListensAndOpensNoPort() {
        goDirect();
        caller.join(called);

        assertThat(caller.rtp()).isEqualTo(CALLED.rtp());
        assertThat(caller.rtcp()).isEqualTo(CALLED.rtcp());
        assertThat(called.rtp()).isEqualTo(CALLER.rtp());
        assertThat(caller.direct()).isTrue();
        assertThat(relay.inUse()).isEmpty();
    }

    @Test
    void tellsAnAddressThatIsOnlyOffered() {
        goDirect();
        caller.described(at("192.0.2.9", 7000));

        assertThat(called.rtp()).isEqualTo(new InetSocketAddress("192.0.2.9", 7000));
    }

    @Test
    void countsNothingAndSaysSo() {
        goDirect();

        assertThat(caller.statistics().direct()).isTrue();
        assertThat(caller.statistics().signalled()).contains(CALLER.rtp());
        assertThat(caller.statistics().received()).isZero();
    }

    @Test
    void isNotDirectWithAPortOpenOrNobodyDescribed() {
        assertThat(called.goDirect(caller)).isFalse();
        caller.described(CALLER);
        assertThat(called.goDirect(sessions.open())).isFalse();
        assertThat(caller.direct()).isFalse();
    }

    @Test
    void comesToUsWhenOnePeerHasAnotherFamilyOfAddresses() {
        caller.described(CALLER);
        called.goDirect(caller);
        called.remote(at("2001:db8::1", 6000), CALLED.format());

        assertThat(caller.direct()).isFalse();
        assertThat(relay.inUse()).isEmpty();
        assertThat(caller.rtp().getAddress()).isEqualTo(called.rtp().getAddress());
        assertThat(relay.inUse()).hasSize(2);
    }

    @Test
    void relaysOnceItIsAnchored() {
        try (Phone one = new Phone(caller);
                Phone other = new Phone(called)) {
            one.describe(Direction.SENDRECV, Codec.PCMU);
            assertThat(called.goDirect(caller)).isTrue();
            other.describe(Direction.SENDRECV, Codec.PCMU);

            caller.anchor();
            caller.join(called);

            byte[] packet = Phone.sound(0);
            one.send(packet);
            assertThat(other.receive()).isEqualTo(packet);
        }
    }

    @Test
    void endsWhenOneOfBothIsClosed() {
        goDirect();
        called.close();

        assertThat(caller.direct()).isFalse();
        assertThat(caller.rtp().getAddress())
                .isEqualTo(relay.inUse().getFirst().local().getAddress());
        assertThatExceptionOfType(MediaUnavailableException.class).isThrownBy(called::rtp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtp", "echo", "play"})
    void saysThatNoPortIsFreeWhenOneIsNeeded(String verb) {
        sessions.open();
        sessions.open();
        Function<MediaSession, Object> need = media -> switch (verb) {
            case "rtp" -> media.rtp();
            case "play" -> media.play(Tones.sine(440, 800));
            default -> {
                media.echo();
                yield media;
            }
        };

        assertThatExceptionOfType(MediaUnavailableException.class).isThrownBy(() -> need.apply(caller));
    }

    @Test
    void hearsTheDigitsOfAPeerOnceItHasAPort() {
        var port = new RecordedPort();
        var session = new RtpMediaSession(() -> port, TestServices.of(new MediaClock(), TestCodecs.G711));
        session.digits(digit -> {});
        session.remote(CALLER, new MediaFormat(List.of(Codec.PCMU, Codec.TELEPHONE_EVENT), Direction.SENDRECV));
        session.echo();

        assertThat(port.taps).isEqualTo(1);
    }

    @Test
    void opensThePortsOfTheModuleThatIsThereWhenTheyAreNeeded() throws Exception {
        goDirect();
        sessions.unbindPorts(relay);
        caller.anchor();
        assertThatExceptionOfType(MediaUnavailableException.class).isThrownBy(caller::rtp);

        sessions.bindPorts(relay);
        assertThat(caller.rtp().getPort()).isBetween(20000, 20003);
    }

    @Test
    void keepsThePortsInReachOfLegsThatOutliveItsBundle() {
        goDirect();
        sessions.deactivate();
        sessions.unbindPorts(relay);
        caller.anchor();

        assertThat(caller.rtp().getPort()).isBetween(20000, 20003);
    }
}
