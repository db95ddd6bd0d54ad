package org.patchbay.channel.media.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.io.NoFreePortException;
import org.patchbay.io.RtpPorts;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaSessions;
import org.patchbay.media.MediaUnavailableException;

/** Opens the media of legs on RTP ports. Sessions that are open go on relaying when this ends; only prompts stop. */
@Component
public final class RtpMediaSessions implements MediaSessions {
    private final RtpPorts ports;
    private final MediaClock clock = new MediaClock();

    @Activate
    public RtpMediaSessions(@Reference RtpPorts ports) {
        this.ports = ports;
        clock.start();
    }

    @Deactivate
    void deactivate() {
        clock.stop();
    }

    @Override
    public MediaSession open() {
        try {
            return new RtpMediaSession(ports.open(), clock);
        } catch (NoFreePortException e) {
            throw new MediaUnavailableException(String.valueOf(e.getMessage()));
        }
    }
}
