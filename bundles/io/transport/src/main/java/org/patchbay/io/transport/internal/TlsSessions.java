package org.patchbay.io.transport.internal;

import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TLS of one listener: its certificates, read again when they change, and the handshakes under way. */
final class TlsSessions {
    private static final Logger LOG = LoggerFactory.getLogger(TlsSessions.class);
    private static final long CHECK_SECONDS = 3;
    private static final Duration EXPIRY_NOTICE = Duration.ofDays(14);
    private static final long FAREWELL_MILLIS = 200;
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final EventLoops loops;
    private final Path home;
    private final Handshakes handshakes = new Handshakes();
    private final java.util.concurrent.Future<?> checks;
    private volatile Settings.Tls settings;
    private volatile TlsFiles.Contexts contexts;
    private volatile Map<Path, String> state; // of the files when they were read, well or not

    /** Reads the files, and makes a self-signed certificate when there is none; throws with words for the log. */
    TlsSessions(EventLoops loops, Path home, Settings settings) throws IOException, GeneralSecurityException {
        this.loops = loops;
        this.home = home;
        this.settings = settings.tls();
        var files = TlsFiles.of(home, this.settings);
        loops.oneAtATime(() -> make(files, settings));
        this.state = files.state();
        this.contexts = files.read();
        warnOfExpiry();
        this.checks = loops.group()
                .next()
                .scheduleWithFixedDelay(this::checkElsewhere, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private static void make(TlsFiles files, Settings settings) throws IOException, GeneralSecurityException {
        if (!files.make(hosts(settings))) return;
        LOG.info(
                "made the self-signed certificate {}; phones must be told to trust it, or give {} a certificate of"
                        + " your own",
                files.certificate(),
                settings.name());
    }

    private static Set<String> hosts(Settings settings) {
        var hosts = new LinkedHashSet<String>();
        hosts.add(Advertised.of(settings.advertise(), settings.local()).getHostString());
        hosts.add("localhost");
        hosts.add("127.0.0.1");
        return hosts;
    }

    // files are not for event loops
    private void checkElsewhere() {
        try {
            loops.handshakes().execute(this::check);
        } catch (RejectedExecutionException busy) {
            LOG.debug("certificates are looked at later");
        }
    }

    /** Reads the files again when they have changed; what can't be read leaves the old ones in force. */
    void check() {
        var files = TlsFiles.of(home, settings);
        try {
            var now = files.state();
            if (now.equals(state)) return;
            state = now;
            contexts = files.read();
            LOG.info("read {} again", files.certificate());
            warnOfExpiry();
        } catch (IOException | GeneralSecurityException | RuntimeException failed) {
            LOG.warn("The certificates that were in force stay so: {}", failed.getMessage());
        }
    }

    private void warnOfExpiry() {
        var expires = contexts.expires();
        if (expires.isBefore(Instant.now().plus(EXPIRY_NOTICE))) {
            LOG.warn("A certificate of {} expires at {}", settings.certificate(), expires);
        }
    }

    void change(Settings.Tls changed) {
        if (changed.equals(settings)) return;
        settings = changed;
        state = Map.of();
        checkElsewhere();
    }

    Optional<Refusal> admit(Connection connection) {
        return handshakes.begin(connection, settings);
    }

    void handshakeEnded(Connection connection) {
        handshakes.end(connection);
    }

    int underWay() {
        return handshakes.underWay();
    }

    SslHandler handler(Connection connection) {
        var engine = connection.incoming() ? server() : client(connection.remote());
        engine.setEnabledProtocols(PROTOCOLS);
        // the costly parts run on a few threads of their own: a flood of handshakes leaves the loops to the others
        var handler = new SslHandler(engine, loops.handshakes());
        handler.setHandshakeTimeoutMillis(0); // the connection's own limit counts from its beginning
        handler.setCloseNotifyFlushTimeoutMillis(FAREWELL_MILLIS);
        return handler;
    }

    private SSLEngine server() {
        var engine = contexts.server().createSSLEngine();
        engine.setUseClientMode(false);
        switch (settings.clientAuth()) {
            case NONE -> engine.setNeedClientAuth(false);
            case WANT -> engine.setWantClientAuth(true);
            case NEED -> engine.setNeedClientAuth(true);
        }
        return engine;
    }

    private SSLEngine client(InetSocketAddress remote) {
        var engine = contexts.client().createSSLEngine(remote.getHostString(), remote.getPort());
        engine.setUseClientMode(true);
        if (settings.verify() == Settings.Verify.HOST) {
            var parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 5922 section 7.2: names of the certificate
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    /** Returns the common name of a certificate that was checked. */
    Optional<String> peerName(Connection connection, SslHandler handler) {
        if (!connection.incoming() && settings.verify() == Settings.Verify.NONE) return Optional.empty();
        try {
            var first = (X509Certificate) handler.engine().getSession().getPeerCertificates()[0];
            var subject = new LdapName(first.getSubjectX500Principal().getName());
            return subject.getRdns().reversed().stream()
                    .filter(each -> each.getType().equalsIgnoreCase("CN"))
                    .map(each -> String.valueOf(each.getValue()))
                    .findFirst();
        } catch (SSLPeerUnverifiedException | InvalidNameException none) {
            return Optional.empty();
        }
    }

    void close() {
        checks.cancel(false);
    }
}
