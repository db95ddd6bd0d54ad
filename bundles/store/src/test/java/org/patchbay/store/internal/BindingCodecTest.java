package org.patchbay.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;

class BindingCodecTest {
    private static final List<Binding> BINDINGS = List.of(
            new Binding(
                    "sip",
                    "sip:ann@192.0.2.1",
                    0.5f,
                    Instant.ofEpochMilli(1_700_000_000_123L),
                    Map.of("a", "ü\n", "b", "")),
            new Binding("local", "x", 1, Instant.EPOCH, Map.of()));

    @Test
    void readsWhatItWrote() throws IOException {
        assertThat(BindingCodec.decode(BindingCodec.encode(BINDINGS))).isEqualTo(BINDINGS);
        assertThat(BindingCodec.decode(BindingCodec.encode(List.of()))).isEmpty();
    }

    @Test
    void keepsUserAndRealmApart() throws IOException {
        var aor = new AddressOfRecord("a@b c", "realm");

        assertThat(BindingCodec.aor(BindingCodec.key(aor))).isEqualTo(aor);
        assertThatThrownBy(() -> BindingCodec.aor("none")).isInstanceOf(IOException.class);
    }

    @Test
    void throwsNothingButIoExceptionAtDamagedBytes() {
        var good = BindingCodec.encode(BINDINGS);
        var random = new Random(1);
        int refused = 0;

        for (int i = 0; i < 20_000; i++) {
            var bytes = good.clone();
            for (int j = 0; j <= random.nextInt(4); j++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                BindingCodec.decode(bytes);
            } catch (IOException damaged) {
                refused++;
            }
        }

        assertThat(refused).isPositive();
    }

    @Test
    void refusesEveryPrefix() {
        var good = BindingCodec.encode(BINDINGS);

        for (int length = 0; length < good.length; length++) {
            var prefix = java.util.Arrays.copyOf(good, length);
            assertThatThrownBy(() -> BindingCodec.decode(prefix)).isInstanceOf(IOException.class);
        }
    }
}
