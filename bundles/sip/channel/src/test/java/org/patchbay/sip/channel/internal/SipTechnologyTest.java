package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent.HungUp;
import org.patchbay.channel.Party;
import org.patchbay.media.MediaUnavailableException;

class SipTechnologyTest {
    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    private void toldTheCall() {
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.TEMPORARY_FAILURE));
        assertThat(harness.media.openCount()).isZero();
        assertThat(harness.channels.open()).isFalse();
    }

    @Test
    void refusesWhatIsNotYetAnsweredWhenItStops() {
        FakeRequest invite = caller.invite(OFFER);
        harness.technology.stop();

        assertThat(invite.statuses()).containsExactly(500);
        toldTheCall();
    }

    @Test
    void hangsUpWhatIsUpWhenItStops() {
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        harness.technology.stop();

        assertThat(harness.stack.methods()).containsExactly("BYE");
        toldTheCall();
    }

    @Test
    void hangsUpWithoutTheAckWhenItStops() { // nobody would be there to take it
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        harness.technology.stop();

        assertThat(harness.stack.methods()).containsExactly("BYE");
        toldTheCall();
    }

    @Test
    void cancelsWhatRingsWhenItStops() {
        FakeStack.Sent invite = harness.originate(BOTH);
        harness.technology.stop();

        assertThat(invite.cancelled()).isTrue();
        toldTheCall();
    }

    @Test
    void hangsUpALegThatHasLostItsPorts() {
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        harness.media.last().lose();
        harness.media.last().lose();

        assertThat(harness.stack.methods()).containsExactly("BYE");
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.TEMPORARY_FAILURE));
        assertThat(harness.media.openCount()).isZero();
    }

    @Test
    void mayBeStoppedTwice() {
        caller.invite(OFFER);
        harness.technology.stop();
        harness.technology.stop();

        toldTheCall();
    }

    @Test
    void attachesToTheNewerOfTwoChannelCores() {
        Harness.FakeChannels newer = harness.new FakeChannels();
        harness.technology.setChannels(newer);
        harness.technology.unsetChannels(harness.channels);

        caller.invite(OFFER);
        assertThat(newer.open()).isTrue();
        assertThat(harness.offered()).isTrue();
    }

    @Test
    void cantCallWhileMediaIsAway() {
        harness.technology.unsetMediaSessions(harness.media);

        assertThatThrownBy(() -> harness.originate(BOTH)).isInstanceOf(MediaUnavailableException.class);
    }

    @Test
    void refusesABindingThatIsNoSipContact() {
        var binding = new Binding("sip", "sip:x@y", 1, Instant.MAX, Map.of());

        assertThatThrownBy(() -> harness.technology.originate(binding, new Party("1", ""), "2", BOTH, harness.owner))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(harness.media.openCount()).isZero();
    }

    @Test
    void runsItsTimers() throws InterruptedException {
        try (var timers = new SchedulerTimers()) {
            var ran = new java.util.concurrent.CountDownLatch(1);
            timers.after(Duration.ofHours(1), () -> {}).cancel();
            timers.after(Duration.ofMillis(1), ran::countDown);

            assertThat(ran.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            timers.close();
            timers.after(Duration.ofMillis(1), () -> {}).cancel();
        }
    }
}
