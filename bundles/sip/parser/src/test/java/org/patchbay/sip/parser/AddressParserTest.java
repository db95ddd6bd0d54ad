package org.patchbay.sip.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:alice@example.com",
                "sip:alice:secret@[2001:db8::1]:5070;transport=tcp;lr",
                "sips:+358-555-1234567;postd=pp22@foo.com;user=phone",
                "sip:192.0.2.1?Replaces=a%40b%3Bto-tag%3D1"
            })
    void aUriComesBackAsItWas(String uri) throws ParseException {
        assertThat(AddressParser.sipUri(uri).encode()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:alice@example.com>",
                "\"Alice \\\"A\\\" Adams\" <sip:alice@example.com;lr>",
                "<tel:+1-201-555>"
            })
    void anAddressComesBackAsItWas(String address) throws ParseException {
        assertThat(AddressParser.address(address).encode()).isEqualTo(address);
    }

    @Test
    void aNameInAnyScriptComesBackAsItWas() throws ParseException {
        var address = AddressParser.address("\"J\u00f6rg \u5c71\u7530\" <sip:1@h>");
        assertThat(address.getDisplayName().getBytes(StandardCharsets.UTF_8))
                .isEqualTo("J\u00f6rg \u5c71\u7530".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "sip:", "sip:@h", "tel:+1", "http://h", "sip:a@h:0", "sip:a@h:99999", "sip:a b@h", "sip:a@h>"
            })
    void refusesWhatIsNoSipUri(String text) {
        assertThatThrownBy(() -> AddressParser.sipUri(text)).isInstanceOf(ParseException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<>", "<sip:a@h", "<sip:a@h> b", "<sip:a@h>;tag=1", "\"a <sip:a@h>", "a b"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> AddressParser.address(text)).isInstanceOf(ParseException.class);
    }

    @Test
    void refusesMoreParametersThanAnybodyHas() {
        var uri = "sip:a@h" + numbered(1_000);
        assertThatThrownBy(() -> AddressParser.sipUri(uri)).isInstanceOf(ParseException.class);
    }

    private static String numbered(int count) {
        var parameters = new StringBuilder();
        for (int i = 0; i < count; i++) parameters.append(";p").append(i).append("=1");
        return parameters.toString();
    }
}
