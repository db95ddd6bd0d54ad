package org.patchbay.io.transport.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.io.Flow;
import org.patchbay.io.Listener;
import org.patchbay.io.MessageReceiver;
import org.patchbay.io.TransportCounters;
import org.patchbay.io.TransportProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener, as its file in {@code etc} describes it. Changed limits apply to what comes later and leave the sockets open. */
@Component(
        service = Listener.class,
        configurationPid = TransportConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = TransportConfig.class, factory = true)
public final class ConfiguredListener implements Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredListener.class);

    private final Path home;
    private final Counters counters = new Counters();
    private final Receivers receivers = new Receivers(this::receiverChanged);
    private final Listening listening;
    private volatile Settings settings;
    private volatile Sockets sockets;
    private volatile InetSocketAddress advertised;

    @Activate
    public ConfiguredListener(
            @Reference EventLoops loops,
            BundleContext context,
            TransportConfig config,
            Map<String, Object> properties) {
        this(
                loops,
                Path.of(Optional.ofNullable(context.getProperty("patchbay.home"))
                        .orElse("")),
                settings(config, properties),
                ConfigurationFile.of(properties));
    }

    ConfiguredListener(EventLoops loops, Path home, Settings settings, String file) {
        this.home = home;
        this.listening = new Listening(this, loops, receivers, counters);
        this.settings = settings;
        this.sockets = open(settings, file);
        this.advertised = Advertised.of(settings.advertise(), sockets.local());
        LOG.info(
                "{} listens on {} ({}); peers are told {}",
                name(),
                local(),
                protocol().word(),
                advertised);
    }

    private static Settings settings(TransportConfig config, Map<String, Object> properties) {
        try {
            return Settings.of(config);
        } catch (IllegalArgumentException wrong) {
            throw ConfigurationFile.refused(LOG, ConfigurationFile.of(properties), wrong);
        }
    }

    private Sockets open(Settings wanted, String file) {
        try {
            return switch (wanted.protocol()) {
                case UDP -> new DatagramSockets(listening, wanted);
                case TCP, WS -> new StreamSockets(listening, wanted, null);
                case TLS, WSS -> new StreamSockets(listening, wanted, tls(wanted, file));
            };
        } catch (IOException failed) {
            LOG.error(
                    "Listener {} can't use {} port {}: {}. Another program has the port, or the address is not of this"
                            + " machine: set address and port in {}, and it is tried again.",
                    wanted.name(),
                    wanted.local().getAddress().getHostAddress(),
                    wanted.local().getPort(),
                    failed.getMessage(),
                    file);
            throw new ListenerDownException(String.valueOf(failed.getMessage()));
        }
    }

    private TlsSessions tls(Settings wanted, String file) {
        try {
            return new TlsSessions(listening.loops(), home, wanted);
        } catch (IOException | GeneralSecurityException wrong) {
            LOG.error(
                    "Listener {} on port {} has no TLS: {}. Mend the file, or certificate and key in {}, and save"
                            + " that.",
                    wanted.name(),
                    wanted.local().getPort(),
                    wrong instanceof NoSuchFileException ? "no file " + wrong.getMessage() : wrong.getMessage(),
                    file);
            throw new ListenerDownException(String.valueOf(wrong.getMessage()));
        }
    }

    @Modified
    void change(TransportConfig config, Map<String, Object> properties) {
        try {
            change(settings(config, properties), ConfigurationFile.of(properties));
        } catch (ListenerDownException told) {
            LOG.warn("Listener {} stays as it was", name());
        }
    }

    void change(Settings wanted, String file) {
        if (wanted.sameSockets(settings)) sockets.change(wanted);
        else reopen(wanted, file);
        settings = wanted;
        advertised = Advertised.of(wanted.advertise(), sockets.local());
    }

    // the new port may overlap with the old one, so that one is closed first, and opened again when the new one can't
    // be
    private void reopen(Settings wanted, String file) {
        sockets.close();
        try {
            sockets = open(wanted, file);
        } catch (ListenerDownException failed) {
            sockets = open(settings, file);
            throw failed;
        } finally {
            receiverChanged(); // who is attached, stays attached
        }
        LOG.info(
                "{} listens on {} ({}) now",
                wanted.name(),
                local(),
                wanted.protocol().word());
    }

    /** Looks at the files of certificates now; otherwise that happens every few seconds. */
    void checkFiles() {
        if (sockets instanceof StreamSockets streams) streams.tls().ifPresent(TlsSessions::check);
    }

    private void receiverChanged() {
        sockets.receiverChanged();
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public TransportProtocol protocol() {
        return settings.protocol();
    }

    @Override
    public InetSocketAddress local() {
        return sockets.local();
    }

    @Override
    public InetSocketAddress advertised() {
        return advertised;
    }

    @Override
    public Attachment attach(MessageReceiver receiver) {
        return receivers.attach(receiver);
    }

    @Override
    public Flow flow(InetSocketAddress remote) {
        return sockets.flow(remote);
    }

    @Override
    public Optional<Flow> existing(String id) {
        return sockets.existing(id);
    }

    @Override
    public List<Flow> connections() {
        return sockets.connections();
    }

    @Override
    public Duration behind() {
        return sockets.behind();
    }

    @Override
    public TransportCounters counters() {
        return counters.now(connections().size());
    }

    @Deactivate
    void stop() {
        sockets.close();
    }
}
