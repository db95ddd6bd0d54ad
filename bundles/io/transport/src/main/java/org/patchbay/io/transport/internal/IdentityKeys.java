package org.patchbay.io.transport.internal;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Chooses the certificate by the host that the peer asks for (SNI, RFC 6066 section 3); the first one is for all others. */
final class IdentityKeys extends X509ExtendedKeyManager {
    private final List<Identity> identities;

    IdentityKeys(List<Identity> identities) {
        this.identities = List.copyOf(identities);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        int chosen = engine == null ? 0 : asked(engine).map(this::index).orElse(0);
        return fits(identities.get(chosen), keyType) ? Integer.toString(chosen) : null;
    }

    private static Optional<String> asked(SSLEngine engine) {
        if (!(engine.getHandshakeSession() instanceof ExtendedSSLSession session)) return Optional.empty();
        return session.getRequestedServerNames().stream()
                .filter(SNIHostName.class::isInstance)
                .map(each -> ((SNIHostName) each).getAsciiName().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private int index(String host) {
        return IntStream.range(0, identities.size())
                .filter(each -> identities.get(each).serves(host))
                .findFirst()
                .orElse(0);
    }

    private static boolean fits(Identity identity, String keyType) {
        return identity.key().getAlgorithm().equals(keyType);
    }

    // our first certificate, to servers that want one of an issuer that it has
    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        var first = identities.getFirst();
        boolean issued = issuers == null
                || issuers.length == 0
                || first.chain().stream()
                        .anyMatch(each -> Arrays.asList(issuers).contains(each.getIssuerX500Principal()));
        return issued && Arrays.stream(keyTypes).anyMatch(each -> fits(first, each)) ? "0" : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineClientAlias(keyTypes, issuers, null);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return getServerAliases(keyType, issuers);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return IntStream.range(0, identities.size())
                .filter(each -> fits(identities.get(each), keyType))
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return identities.get(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return identities.get(Integer.parseInt(alias)).key();
    }
}
