package org.patchbay.channel.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.media.ConferenceMember;

/** A place in a conference that nobody hears of. */
final class FakeMember implements ConferenceMember {
    final CompletableFuture<Void> left = new CompletableFuture<>();
    private final String conference;
    private final String name;

    FakeMember(String conference, String name) {
        this.conference = conference;
        this.name = name;
    }

    @Override
    public String conference() {
        return conference;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean muted() {
        return false;
    }

    @Override
    public void mute(boolean muted) {}

    @Override
    public int gain() {
        return 0;
    }

    @Override
    public void gain(int decibels) {}

    @Override
    public boolean speaking() {
        return false;
    }

    @Override
    public int rateHz() {
        return 8000;
    }

    @Override
    public CompletionStage<Void> left() {
        return left;
    }
}
