package org.patchbay.deploy.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.deploy.testing.FeatureJar;

class TrustTest {
    private static final String PASSWORD = "secret";

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        keytool("-genkeypair", "-alias", "root", "-dname", "CN=Root", "-ext", "bc:c");
        keytool("-genkeypair", "-alias", "maker", "-dname", "CN=Maker");
        keytool("-genkeypair", "-alias", "stranger", "-dname", "CN=Stranger");
        keytool(
                "-certreq",
                "-alias",
                "maker",
                "-file",
                keys.resolve("maker.csr").toString());
        keytool("-gencert", "-alias", "root", "-infile", file("maker.csr"), "-outfile", file("maker.pem"), "-rfc");
        keytool("-exportcert", "-alias", "root", "-file", file("root.pem"), "-rfc");
        keytool("-importcert", "-alias", "maker", "-file", file("maker.pem"), "-noprompt");
    }

    @Test
    void takesAJarWhoseSignersChainLeadsToATrustedCertificate() throws Exception {
        trust("root.pem");

        assertThat(check(signed("maker")).feature()).isEqualTo("test.echo");
    }

    @Test
    void takesAJarWhoseSignerIsTrustedItself() throws Exception {
        trust("maker.pem");

        assertThat(check(signed("maker")).feature()).isEqualTo("test.echo");
    }

    @Test
    void refusesASignerWhomNobodyVouchesFor() throws Exception {
        trust("root.pem");

        assertThatThrownBy(() -> check(signed("stranger")))
                .hasMessage("it is signed by CN=Stranger, whom no certificate in etc/trust vouches for");
    }

    @Test
    void refusesAJarThatIsNotSigned() throws Exception {
        trust("root.pem");

        assertThatThrownBy(() -> check(unsigned()))
                .hasMessage("jars must be signed here, and its OSGI-INF/app.xml is not");
    }

    @Test
    void refusesAnEntryThatWasAddedAfterSigning() throws Exception {
        trust("root.pem");
        Path more = folder.resolve("more.jar");
        copyWith(signed("maker"), more, "test/Added.class", "OSGI-INF/none");

        assertThatThrownBy(() -> check(more)).hasMessage("jars must be signed here, and its test/Added.class is not");
    }

    @Test
    void refusesAnEntryThatWasChangedAfterSigning() throws Exception {
        trust("root.pem");
        Path changed = folder.resolve("changed.jar");
        copyWith(signed("maker"), changed, "OSGI-INF/app.xml", "OSGI-INF/app.xml");

        assertThatThrownBy(() -> check(changed)).hasMessageStartingWith("it is not what was signed: ");
    }

    @Test
    void refusesEverythingWhileNobodyIsTrusted() {
        assertThatThrownBy(() -> check(signed("maker")))
                .hasMessageStartingWith("jars must be signed here, and there is no certificate in");
    }

    @Test
    void saysWhichCertificateIsNone() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("trust")).resolve("a.pem"), "what");

        assertThatThrownBy(() -> check(signed("maker"))).hasMessageContaining("a.pem is no certificate");
    }

    private Artifact check(Path jar) {
        return new JarCheck(new Trust(true, folder.resolve("trust"))).check(jar);
    }

    private void trust(String certificate) throws IOException {
        Path trust = Files.createDirectories(folder.resolve("trust"));
        Files.copy(keys.resolve(certificate), trust.resolve(certificate));
    }

    private Path unsigned() throws IOException {
        return FeatureJar.of("echo", "1.0.0").write(folder.resolve("echo.jar"));
    }

    private Path signed(String alias) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
        PrivateKeyEntry key = (PrivateKeyEntry) store.getEntry(alias, new PasswordProtection(PASSWORD.toCharArray()));
        Path signed = folder.resolve("signed.jar");
        try (ZipFile jar = new ZipFile(unsigned().toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(key).build().sign(jar, out);
        }
        return signed;
    }

    /** Copies a jar; {@code added} is an entry of other bytes, in place of {@code left}. */
    private static void copyWith(Path from, Path to, String added, String left) throws IOException {
        try (ZipFile jar = new ZipFile(from.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry entry : jar.stream().toList()) {
                if (entry.getName().equals(left)) continue;
                out.putNextEntry(new ZipEntry(entry.getName()));
                jar.getInputStream(entry).transferTo(out);
                out.closeEntry();
            }
            out.putNextEntry(new ZipEntry(added));
            out.write(new byte[] {1, 2, 3});
            out.closeEntry();
        }
    }

    private static String file(String name) {
        return keys.resolve(name).toString();
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        Stream.concat(
                                Stream.of(arguments), Stream.of("-keystore", file("keys.p12"), "-storepass", PASSWORD)))
                .toList();
        List<String> all = arguments[0].equals("-genkeypair")
                ? Stream.concat(command.stream(), Stream.of("-keyalg", "EC")).toList()
                : command;
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
