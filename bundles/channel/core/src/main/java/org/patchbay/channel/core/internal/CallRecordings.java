package org.patchbay.channel.core.internal;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.patchbay.media.MediaSession;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** What is being recorded of a call; it ends with the call, whatever logic began it. Owned by the call, but read by anybody. */
final class CallRecordings {
    private final List<Kept> all = new CopyOnWriteArrayList<>();
    private final Set<String> names = Collections.synchronizedSet(new LinkedHashSet<>());

    /** A recording, and the media of the leg that it is of. */
    private record Kept(Recording recording, MediaSession media) {
        boolean ended() {
            return recording.state() instanceof Recording.Ended;
        }
    }

    /** Returns the recording of that name that goes on, or a new one of what passes {@code media}. */
    Recording begin(String name, RecordingOptions options, MediaSession media) {
        for (Recording going : going()) if (going.name().equals(name)) return going;
        Recording begun = media.record(name, options);
        all.add(new Kept(begun, media));
        names.add(name);
        return begun;
    }

    /** Takes over from another call what goes on there of {@code media}, whose leg comes to this one. Called while neither does anything else. */
    void take(CallRecordings others, MediaSession media) {
        for (Kept kept : others.all) {
            if (kept.media() != media) continue;
            all.add(kept);
            names.add(kept.recording().name());
            others.all.remove(kept);
        }
    }

    /** Returns the names of all that there were. */
    List<String> names() {
        return List.copyOf(names);
    }

    List<Recording> going() {
        all.removeIf(Kept::ended);
        return all.stream().map(Kept::recording).toList();
    }

    void stop() {
        for (Kept kept : all) kept.recording().stop();
    }
}
