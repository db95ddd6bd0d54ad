package org.patchbay.channel.media.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.media.mixing.Mixer;
import org.patchbay.channel.media.mixing.Voice;

/** One conference: each tick passes 20 ms from everybody to everybody else. {@link #admit} and {@link #members} aside, the clock's. */
final class Room implements MediaClock.Ticking {
    private final String name;
    private final Rooms rooms;
    private final Mixer mixer = new Mixer();
    private final CommonSpeech common = new CommonSpeech(mixer);
    private final Queue<RoomMember> newcomers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile List<RoomMember> members = List.of();
    private final List<Voice> voices = new ArrayList<>();

    Room(String name, Rooms rooms) {
        this.name = name;
        this.rooms = rooms;
    }

    String name() {
        return name;
    }

    /** Lets {@code newcomer} in with the next tick; returns false when {@code most} are in. May be called by one thread at a time. */
    boolean admit(RoomMember newcomer, int most) {
        if (count.get() >= most) return false;
        count.incrementAndGet();
        newcomers.add(newcomer);
        return true;
    }

    /** Tells whether nobody is in, nor comes. */
    boolean empty() {
        return count.get() == 0;
    }

    /** Returns who is in. May be called from any thread. */
    List<RoomMember> members() {
        return members;
    }

    @Override
    public boolean tick(long nowNanos) {
        update();
        voices.clear();
        for (RoomMember member : members) {
            if (member.hear()) voices.add(member.voice());
            else remove(member);
        }
        mixer.mix(voices);
        common.next();
        Optional<CommonSpeech> told = members.size() > Mixer.MOST_HEARD ? Optional.of(common) : Optional.empty();
        for (RoomMember member : members) if (!member.say(mixer, told)) remove(member);
        boolean over = members.isEmpty() && rooms.forget(this);
        if (over) common.close();
        return !over;
    }

    private void update() {
        for (RoomMember member : members) {
            if (!member.leaving()) continue;
            member.end(null);
            remove(member);
        }
        for (RoomMember next = newcomers.poll(); next != null; next = newcomers.poll()) {
            List<RoomMember> more = new ArrayList<>(members);
            more.add(next);
            members = List.copyOf(more);
        }
    }

    private void remove(RoomMember gone) {
        members = members.stream().filter(member -> member != gone).toList();
        count.decrementAndGet();
    }

    @Override
    public void abandon() {
        var why = new IllegalStateException("media is being replaced");
        end(members, why);
        members = List.of();
        for (@Nullable RoomMember next = newcomers.poll(); next != null; next = newcomers.poll())
            end(List.of(next), why);
        rooms.forget(this);
        common.close();
    }

    private void end(List<RoomMember> all, Throwable why) {
        for (RoomMember member : all) {
            member.end(why);
            count.decrementAndGet();
        }
    }
}
