package org.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;

class PasswordTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void hasNoCharactersThatAreMistaken() {
        assertThat(Password.random(random).text()).matches("[2-9A-HJ-NP-Za-km-z]{16}");
    }

    @Test
    void hashesAsTheFormatSays() throws GeneralSecurityException {
        var password = Password.random(random);

        String[] parts = password.hash(random).split("\\$");

        assertThat(parts[0]).isEqualTo("pbkdf2-sha256");
        var key = new PBEKeySpec(
                password.text().toCharArray(), Base64.getDecoder().decode(parts[2]), Integer.parseInt(parts[1]), 256);
        assertThat(Base64.getDecoder().decode(parts[3]))
                .isEqualTo(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(key)
                        .getEncoded());
    }

    @Test
    void isNeverPrintedByAccident() {
        var password = Password.random(random);

        assertThat(password).hasToString("Password[hidden]");
    }
}
