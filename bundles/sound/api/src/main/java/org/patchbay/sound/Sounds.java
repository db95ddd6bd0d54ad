package org.patchbay.sound;

import org.osgi.annotation.versioning.ProviderType;

/** Opens sound by its name. May be called from any thread that may wait for a disk, and so not from one that moves packets. */
@ProviderType
public interface Sounds {
    /** As often as it is listened to. */
    int ENDLESS = 0;

    /** The class of music that is played when none is named. */
    String DEFAULT_MUSIC = "default";

    /**
     * Opens a tone ({@code tone:440}, {@code busy}, {@code ringing:uk}), {@code noise}, {@code music} or {@code music:jazz}, or else a file of the
     * sounds folder.
     *
     * @param times how often it is played, {@link #ENDLESS} or 1 to 1,000; music never ends, and a tone lasts {@code times} minutes
     * @throws SoundUnavailableException when there is none, or when it can't be read
     */
    OpenSound open(String name, int times);

    /**
     * Opens music on hold. All who listen to one class hear the same at the same time; it begins with the first and ends with the last.
     *
     * @param musicClass the name of a folder of sound files; one that is empty or not there gives a quiet melody
     * @throws SoundUnavailableException when that can't be the name of a folder
     */
    OpenSound music(String musicClass);
}
