package org.patchbay.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Party;

class AddressesTest {
    private static final InetSocketAddress US = new InetSocketAddress("192.0.2.1", 5060);

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "Jürg Müller", "Ann \"the boss\"", "back\\slash", "<sip:evil@x>", "a;b,c"})
    void writesNamesThatCanBeReadAgain(String name) {
        String text = Addresses.addressText(new Party("1001", name), US);

        var read = Addresses.address(text);
        assertThat(read.getURI()).hasToString("sip:1001@192.0.2.1");
        assertThat(Addresses.text(read)).isEqualTo(text);
    }

    @Test
    void letsNoNameBreakTheMessage() {
        String text = Addresses.addressText(new Party("1001", "Ann\r\nEvil: yes"), US);

        assertThat(text).isEqualTo("\"AnnEvil: yes\" <sip:1001@192.0.2.1>");
    }

    @Test
    void writesUris() {
        var six = new InetSocketAddress("2001:db8::1", 5070);

        assertThat(Addresses.uriText("#1", US, "udp")).isEqualTo("sip:%231@192.0.2.1:5060");
        assertThat(Addresses.uriText("1", six, "tcp")).isEqualTo("sip:1@[2001:db8:0:0:0:0:0:1]:5070;transport=tcp");
        assertThat(Addresses.uri(Addresses.uriText("1", six, "tcp")).getPort()).isEqualTo(5070);
    }

    @Test
    void writesTheNameOfAHostThatIsNotResolved() {
        var named = InetSocketAddress.createUnresolved("pbx.example.net", 5060);

        assertThat(Addresses.uriText("1", named, "udp")).isEqualTo("sip:1@pbx.example.net:5060");
        assertThat(Addresses.addressText(new Party("1001", ""), named)).isEqualTo("<sip:1001@pbx.example.net>");
    }

    @ParameterizedTest
    @CsvSource({"sip:%23@h,#", "sip:h,''", "tel:+491,''", "sip:a:pw@h,a"})
    void readsUsers(String uri, String user) {
        assertThat(Addresses.user(Addresses.address("<" + uri + ">").getURI())).isEqualTo(user);
    }

    @Test
    void saysWhatIsNoAddress() {
        assertThatThrownBy(() -> Addresses.uri("mailto:x")).isInstanceOf(IllegalArgumentException.class);
    }
}
