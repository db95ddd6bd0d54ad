package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpPort.Way;
import org.patchbay.io.RtpTap;

/** Who listens to all that passes a port. */
class ListeningTest {
    private final String address = Phone.freshAddress();
    private final List<byte[]> heard = new CopyOnWriteArrayList<>();
    private RtpRelay relay;
    private Phone caller;
    private Phone called;
    private RtpPort one;
    private RtpPort other;

    @BeforeEach
    void talk() throws Exception {
        relay = new RtpRelay(Settings.at(address, "20000-20009"));
        caller = new Phone(address);
        called = new Phone(address);
        one = relay.open();
        other = relay.open();
        one.expect(caller.address(), Phone.above(caller.address()));
        other.expect(called.address(), Phone.above(called.address()));
        one.relayTo(other);
    }

    @AfterEach
    void stop() throws Exception {
        relay.deactivate();
        caller.close();
        called.close();
    }

    @Test
    void hearsWhatThePeerSendsWhateverItsPayloadType() {
        one.listen(Way.RECEIVED, this::keep);

        byte[] sound = passes(Phone.rtp(0, 1));
        byte[] digit = passes(Phone.rtp(101, 2));

        assertThat(heard).containsExactly(sound, digit);
    }

    @Test
    void hearsWhatIsSentFromAnotherPortAndFromHere() {
        other.listen(Way.SENT, this::keep);

        byte[] relayed = passes(Phone.rtp(0, 1));
        byte[] own = Phone.rtp(0, 7);
        other.send(ByteBuffer.wrap(own));

        assertThat(called.receive()).isEqualTo(own);
        assertThat(heard).containsExactly(relayed, own);
    }

    @Test
    void severalMayListenAndEachLeavesByItself() {
        List<byte[]> second = new CopyOnWriteArrayList<>();
        RtpPort.Listening first = one.listen(Way.RECEIVED, this::keep);
        one.listen(Way.RECEIVED, packet -> second.add(octets(packet)));
        passes(Phone.rtp(0, 1));

        first.close();
        first.close();
        passes(Phone.rtp(0, 2));

        assertThat(heard).hasSize(1);
        assertThat(second).hasSize(2);
    }

    @Test
    void onlyWhoThrowsIsTurnedOff() {
        one.listen(Way.RECEIVED, packet -> {
            throw new IllegalStateException("thrown by the test");
        });
        one.listen(Way.RECEIVED, this::keep);

        passes(Phone.rtp(0, 1));
        passes(Phone.rtp(0, 2));

        assertThat(heard).hasSize(2);
    }

    @Test
    void canChangeNothing() {
        RtpTap vandal = packet -> packet.put(0, (byte) 0);
        one.listen(Way.RECEIVED, vandal);
        other.listen(Way.SENT, vandal);

        passes(Phone.rtp(0, 1));
    }

    private byte[] passes(byte[] packet) {
        InetSocketAddress here = one.local();
        caller.send(packet, here);
        assertThat(called.receive()).isEqualTo(packet);
        return packet;
    }

    private void keep(ByteBuffer packet) {
        heard.add(octets(packet));
    }

    private static byte[] octets(ByteBuffer packet) {
        byte[] octets = new byte[packet.remaining()];
        packet.get(octets);
        return octets;
    }
}
