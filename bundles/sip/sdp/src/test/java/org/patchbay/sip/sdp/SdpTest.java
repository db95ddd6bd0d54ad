package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdpTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n";

    /** The example of RFC 8866 section 5, with every kind of line that the section has. */
    private static final String EVERY_LINE = """
        v=0
        o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
        s=Call to John Smith
        i=SDP Offer #1
        u=http://www.jdoe.example.com/home.html
        e=Jane Doe <jane@jdoe.example.com>
        p=+1 617 555-6011
        c=IN IP4 198.51.100.1
        b=AS:128
        b=X-YZ:256
        t=3724394400 3724398000
        r=604800 3600 0 90000
        r=7d 1h 0 25h
        t=0 0
        z=3730928400 -1h 3749680800 0
        k=prompt
        a=recvonly
        m=audio 49170 RTP/AVP 0
        i=the speaker
        c=IN IP4 233.252.0.1/127/3
        b=AS:64
        k=clear:secret
        a=ptime:20
        m=audio 49180/2 RTP/AVP 0
        m=video 51372 RTP/AVP 99
        c=IN IP6 2001:db8::2
        a=rtpmap:99 h263-1998/90000
        m=hologram 9 X/Y any thing
        """.replace("\n", "\r\n");

    private static Sdp parsed(String text) {
        try {
            return Sdp.parse(text);
        } catch (SdpSyntaxException syntax) {
            throw new AssertionError(syntax);
        }
    }

    @Test
    void writesEveryLineAsItCame() { // RFC 8866 section 5
        assertThat(parsed(EVERY_LINE).text()).isEqualTo(EVERY_LINE);
    }

    @Test
    void readsWhoMadeIt() { // RFC 8866 section 5.2
        assertThat(parsed(EVERY_LINE).origin())
                .contains(new Origin("jdoe", "3724394400", "3724394405", "IN", "IP4", "198.51.100.1"));
    }

    @Test
    void readsWhenItTakesPlace() { // RFC 8866 sections 5.9 and 5.10
        List<Timing> timings = parsed(EVERY_LINE).timings();

        var weekly = new Timing.Repeat(
                Duration.ofDays(7), Duration.ofHours(1), List.of(Duration.ZERO, Duration.ofHours(25)));
        assertThat(timings)
                .containsExactly(
                        new Timing(3724394400L, 3724398000L, List.of(weekly, weekly)), new Timing(0, 0, List.of()));
    }

    @Test
    void readsBandwidths() { // RFC 8866 section 5.8
        Sdp sdp = parsed(EVERY_LINE);

        assertThat(sdp.bandwidths()).containsExactly(new Bandwidth("AS", 128), new Bandwidth("X-YZ", 256));
        assertThat(sdp.streams().getFirst().bandwidths()).containsExactly(new Bandwidth("AS", 64));
    }

    @Test
    void readsStreamsOfAnyKind() { // RFC 8866 section 5.14
        List<Stream> streams = parsed(EVERY_LINE).streams();

        assertThat(streams).extracting(Stream::type).containsExactly("audio", "audio", "video", "hologram");
        assertThat(streams.get(1).ports()).isEqualTo(2);
        assertThat(streams.get(3).formats()).containsExactly("any", "thing");
        assertThat(streams.get(3).protocol()).isEqualTo("X/Y");
    }

    @Test
    void readsTheSuffixOfAMulticastGroup() { // RFC 8866 section 5.7
        Connection group = new Connection("IN", "IP4", "233.252.0.1/127/3");
        Connection six = new Connection("IN", "IP6", "ff00::db8:0:101/3");

        assertThat(List.of(group.ttl(), group.count(), six.ttl(), six.count())).containsExactly(127, 3, -1, 3);
        assertThat(List.of(group.host(), six.host())).containsExactly("233.252.0.1", "ff00::db8:0:101");
        assertThat(group.unicast()).isEmpty();
        assertThat(six.unicast()).isEmpty();
    }

    @Test
    void readsSeveralConnectionsOfOneStream() { // RFC 8866 section 5.7
        String text = HEAD + "m=audio 4 RTP/AVP 0\r\nc=IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.2\r\n";
        Stream stream = parsed(text).streams().getFirst();

        assertThat(stream.values('c')).hasSize(2);
        assertThat(stream.connection()).contains(new Connection("IN", "IP4", "192.0.2.1"));
        assertThat(parsed(text).text()).isEqualTo(text);
    }

    @Test
    void keepsHostNamesAndNeverLooksThemUp() {
        Connection named = parsed(HEAD.replace("c=IN IP4 192.0.2.9", "c=IN IP4 phone.example.com"))
                .connection()
                .orElseThrow();

        assertThat(named.host()).isEqualTo("phone.example.com");
        assertThat(named.unicast()).isEmpty();
    }

    @Test
    void keepsOctetsThatAreNotUtf8() { // RFC 8866 section 6.10: charset
        byte[] octets = HEAD.replace("s=-", "s=caf\u00e9 \u00ff\u0080").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(octetsOf(octets)).isEqualTo(octets);
    }

    private static byte[] octetsOf(byte[] octets) {
        try {
            return Sdp.read(octets).octets();
        } catch (SdpSyntaxException syntax) {
            throw new AssertionError(syntax);
        }
    }

    @Test
    void readsTheNameAsUtf8() { // RFC 8866 section 5.3
        String text = HEAD.replace("s=-", "s=\u260e \u00fc");

        assertThat(parsed(text).name()).isEqualTo("\u260e \u00fc");
        assertThat(parsed(text).text()).isEqualTo(text);
    }

    @Test
    void passesOnWhatItDoesNotUnderstand() { // RFC 8866 section 5: a relay changes what it has to, and nothing else
        Sdp sdp = parsed(EVERY_LINE);
        Connection ours = new Connection("IN", "IP4", "203.0.113.1");
        Sdp relayed = sdp.with(Origin.of("patchbay", 7, 1, ours))
                .with(ours)
                .with(2, sdp.streams().get(2).relayed(40_000, ours));

        assertThat(relayed.text())
                .isEqualTo(EVERY_LINE
                        .replaceFirst("o=.*\r\n", "o=patchbay 7 1 IN IP4 203.0.113.1\r\n")
                        .replace("c=IN IP4 198.51.100.1", "c=IN IP4 203.0.113.1")
                        .replace("c=IN IP6 2001:db8::2", "c=IN IP4 203.0.113.1")
                        .replace("m=video 51372", "m=video 40000"));
    }

    @ParameterizedTest
    @CsvSource({
        "1,2,true",
        "2,1,false",
        "9,10,true",
        "1,1,false",
        "007,8,true",
        "x,2,false",
        "1844674407370955161600,1844674407370955161601,true"
    })
    void comparesVersionsOfAnyLength(String version, String later, boolean older) { // RFC 3264 section 5
        var one = new Origin("-", "1", version, "IN", "IP4", "192.0.2.1");
        var other = new Origin("-", "1", later, "IN", "IP4", "192.0.2.1");
        var elsewhere = new Origin("-", "2", later, "IN", "IP4", "192.0.2.1");

        assertThat(one.olderThan(other)).isEqualTo(older);
        assertThat(one.olderThan(elsewhere)).isFalse();
    }
}
