package org.patchbay.feature.testing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.media.ConferenceMember;

/** A place in a conference of nobody else, which only remembers what is done with it. */
final class TestMember implements ConferenceMember {
    private final String conference;
    private final String name;
    private final List<String> verbs;
    private boolean muted;
    private int gain;

    TestMember(String conference, String name, List<String> verbs) {
        this.conference = conference;
        this.name = name;
        this.verbs = verbs;
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
        return muted;
    }

    @Override
    public void mute(boolean now) {
        muted = now;
        verbs.add(now ? "mute" : "unmute");
    }

    @Override
    public int gain() {
        return gain;
    }

    @Override
    public void gain(int decibels) {
        gain = decibels;
        verbs.add("gain " + decibels);
    }

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
        return new CompletableFuture<>();
    }
}
