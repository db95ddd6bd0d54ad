package org.patchbay.channel.media.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.patchbay.media.Conferences.Conference;
import org.patchbay.media.MediaUnavailableException;

/** The conferences that go on, by name. Thread-safe. */
final class Rooms {
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final MediaClock clock;
    private final IntSupplier most;

    /** @param most how many may be in one conference */
    Rooms(MediaClock clock, IntSupplier most) {
        this.clock = clock;
        this.most = most;
    }

    /**
     * Lets {@code newcomer} into its conference, which begins if there is none of that name.
     *
     * @throws MediaUnavailableException when it is full
     */
    void admit(RoomMember newcomer) {
        rooms.compute(newcomer.conference(), (name, present) -> {
            Room room = present == null ? new Room(name, this) : present;
            if (!room.admit(newcomer, most.getAsInt())) {
                newcomer.leave();
                throw new MediaUnavailableException(
                        "conference " + name + " is full: " + most.getAsInt() + " are in it");
            }
            if (present == null) clock.add(room);
            return room;
        });
    }

    /** Forgets {@code room} if nobody is in it; returns whether it did. */
    boolean forget(Room room) {
        return rooms.computeIfPresent(room.name(), (name, present) -> present == room && room.empty() ? null : present)
                != room;
    }

    List<Conference> all() {
        return rooms.values().stream()
                .map(room -> new Conference(room.name(), List.copyOf(room.members())))
                .sorted(Comparator.comparing(Conference::name))
                .toList();
    }
}
