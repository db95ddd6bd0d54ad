package org.patchbay.channel;

import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;

/** SPI of a signalling technology, such as SIP. Attaches itself with {@link Channels#attach(ChannelTechnology)}. */
@ConsumerType
public interface ChannelTechnology {
    /** Returns the scheme of the bindings that it can reach: {@code sip}, {@code local}, {@code webrtc}. */
    String scheme();

    /**
     * Calls {@code to}, offering {@code offer}. Called by {@code owner}; returns at once.
     *
     * @throws org.patchbay.media.MediaUnavailableException when no media port is free
     */
    Channel originate(Binding to, Party caller, String dialled, MediaFormat offer, ChannelOwner owner);

    /**
     * Calls {@code to} and tells it as much of {@code origin} as it may know. The same as {@link #originate(Binding, Party, String,
     * MediaFormat, ChannelOwner)} for a technology that knows neither diversions nor transfers.
     *
     * @throws org.patchbay.media.MediaUnavailableException when no media port is free
     */
    default Channel originate(Binding to, Origin origin, String dialled, MediaFormat offer, ChannelOwner owner) {
        return originate(to, origin.caller(), dialled, offer, owner);
    }

    /**
     * Calls {@code to} for a caller who may be told where {@code to} listens, and the other way round: whether the two send to each
     * other, the media of the channel tells by {@link MediaSession#direct}. The same as {@link #originate(Binding, Origin, String,
     * MediaFormat, ChannelOwner)} for a technology that passes on all media.
     *
     * @param caller the media of the caller, which has offered {@code offer} and was answered nothing yet
     * @throws org.patchbay.media.MediaUnavailableException when no media port is free
     */
    default Channel originate(
            Binding to, Origin origin, String dialled, MediaFormat offer, MediaSession caller, ChannelOwner owner) {
        return originate(to, origin, dialled, offer, owner);
    }
}
