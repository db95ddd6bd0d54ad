package org.patchbay.channel.core.internal;

import java.util.Locale;

/** What a call does, for display, and so that new logic knows what goes on already. */
enum Activity {
    WAITING,
    RINGING,
    TALKING,
    ECHO,
    CONFERENCE,
    PLAYING,
    TRANSFERRING,
    CLEARED;

    /** Tells whether it goes on without logic. */
    boolean lasts() {
        return switch (this) {
            case RINGING, TALKING, ECHO, CONFERENCE -> true;
            case WAITING, PLAYING, TRANSFERRING, CLEARED -> false;
        };
    }

    /** Returns it in a word. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
