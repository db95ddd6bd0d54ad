package org.patchbay.channel.media.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.io.NoFreePortException;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpPorts;
import org.patchbay.media.Conferences;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaSessions;
import org.patchbay.media.MediaUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the media of legs on RTP ports. Sessions that are open go on relaying when this ends; only prompts stop. It lasts while the
 * module of the ports is replaced, since a leg without a port may need one afterwards.
 */
@Component(configurationPid = "org.patchbay.channel.media")
@Designate(ocd = MediaConfig.class)
public final class RtpMediaSessions implements MediaSessions, Conferences {
    private static final Logger LOG = LoggerFactory.getLogger(RtpMediaSessions.class);

    private final MediaClock clock = new MediaClock();
    private final MediaServices services;
    private final Supplier<RtpPort> opening = this::port;
    private volatile @Nullable RtpPorts ports;
    private volatile JitterSettings jitter;
    private volatile int largest;
    private volatile boolean stopped;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable RecordingDesk desk;

    /** @param codecs what turns packets into sound, and back */
    @Activate
    public RtpMediaSessions(@Reference Codecs codecs, MediaConfig config) {
        jitter = JitterSettings.of(config);
        largest = largest(config);
        var rooms = new Rooms(clock, () -> largest);
        services = new MediaServices(clock, codecs, () -> Optional.ofNullable(desk), () -> jitter, rooms);
        clock.start();
    }

    @Modified
    void modified(MediaConfig config) {
        jitter = JitterSettings.of(config);
        largest = largest(config);
        LOG.info("jitter buffers: {} for talks that begin; conferences: {} at most", jitter, largest);
    }

    private static int largest(MediaConfig config) {
        int members = config.conference_members_max();
        if (members < 2 || members > 1000) {
            throw new IllegalArgumentException("conference.members.max " + members + " is not within 2-1000");
        }
        return members;
    }

    /** Takes what opens ports; while there is none, no leg gets one. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPorts(RtpPorts present) {
        ports = present;
    }

    /** Forgets it, unless it is this that ends: legs that live on may still need a port. */
    void unbindPorts(RtpPorts gone) {
        if (!stopped && gone.equals(ports)) ports = null;
    }

    @Deactivate
    void deactivate() {
        stopped = true;
        clock.stop();
    }

    @Override
    public MediaSession open() {
        MediaSession opened = prepare();
        var unused = opened.rtp();
        return opened;
    }

    @Override
    public MediaSession prepare() {
        return new RtpMediaSession(opening, services);
    }

    @Override
    public List<Conference> all() {
        return services.rooms().all();
    }

    private RtpPort port() {
        RtpPorts present = ports;
        if (present == null) throw new MediaUnavailableException("the module of the RTP ports is away");
        try {
            return present.open();
        } catch (NoFreePortException e) {
            throw new MediaUnavailableException(String.valueOf(e.getMessage()));
        }
    }
}
