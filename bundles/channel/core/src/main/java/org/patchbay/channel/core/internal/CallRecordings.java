package org.patchbay.channel.core.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.patchbay.media.MediaSession;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** What is being recorded of a call; it ends with the call, whatever logic began it. Owned by the call, but read by anybody. */
final class CallRecordings {
    private final List<Recording> all = new CopyOnWriteArrayList<>();

    /** Returns the recording of that name that goes on, or a new one of what passes {@code media}. */
    Recording begin(String name, RecordingOptions options, MediaSession media) {
        for (Recording going : going()) if (going.name().equals(name)) return going;
        Recording begun = media.record(name, options);
        all.add(begun);
        return begun;
    }

    List<Recording> going() {
        all.removeIf(recording -> recording.state() instanceof Recording.Ended);
        return List.copyOf(all);
    }

    void stop() {
        for (Recording recording : all) recording.stop();
    }
}
