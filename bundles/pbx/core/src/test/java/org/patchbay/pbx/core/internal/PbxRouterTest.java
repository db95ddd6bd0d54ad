package org.patchbay.pbx.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.patchbay.application.Applications;
import org.patchbay.application.Arguments;
import org.patchbay.application.Steering;
import org.patchbay.application.StuckRun;
import org.patchbay.application.Users;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.CallRouter;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelTechnology;
import org.patchbay.channel.Channels;
import org.patchbay.channel.LogicReplaced;
import org.patchbay.channel.Position;
import org.patchbay.pbx.Credentials;
import org.patchbay.pbx.Dialplan;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.Extension;
import org.patchbay.pbx.Extension.Step;
import org.patchbay.pbx.Subscriber;
import org.patchbay.pbx.core.testing.FakeCall;

class PbxRouterTest {
    private final AttachedRouters channels = new AttachedRouters();
    private final Host host = new Host();
    private final PbxRouter router = new PbxRouter(channels, Duration.ofSeconds(10));
    private final FakeCall call = new FakeCall("1002");

    @Test
    void runsTheStepsOfTheExtensionInOrder() {
        ready(plan(step("one"), step("two")));

        router.route(call);

        assertThat(host.ran).containsExactly("one{}", "two{}");
        assertThat(call.moves()).containsExactly(at(0), at(1), at(2));
        assertThat(call.cleared()).isEmpty();
    }

    @Test
    void startsAtThePositionOfACallThatAnotherRouterHasBegun() {
        ready(plan(step("one"), step("two")));
        call.at(at(1));

        router.route(call);

        assertThat(host.ran).containsExactly("two{}");
    }

    @Test
    void staysAtTheStepThatIsUnwound() {
        ready(plan(step("one"), step("two")));
        host.onRun = (name, running) -> {
            throw new LogicReplaced();
        };

        assertThatExceptionOfType(LogicReplaced.class).isThrownBy(() -> router.route(call));

        assertThat(call.position()).contains(at(0));
        assertThat(call.cleared()).isEmpty();
    }

    @Test
    void replacesVariablesOnce() {
        ready(plan(new Step(
                "one",
                Map.of(
                        "a",
                        "${number}/${caller}/${context}",
                        "b",
                        "${name}",
                        "c",
                        "<${mine}>",
                        "d",
                        "<${nothing}> $5"))));
        call.variables().put("mine", "$1${number}");

        router.route(call);

        assertThat(host.arguments.getFirst().values())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("a", "1002/1001/internal", "b", "Ann ${number}", "c", "<$1${number}>", "d", "<> $5"));
    }

    @Test
    void clearsANumberThatNoExtensionMatches() {
        ready((context, number) -> Optional.empty());

        assertThat(endOf(call)).isEqualTo(Cause.UNALLOCATED_NUMBER);
    }

    @Test
    void asksTheDialplanOfTheHighestRankingFirst() {
        router.addApplications(host, Map.of());
        router.addDialplan((context, number) -> Optional.empty(), Map.of("service.ranking", 20));
        router.addDialplan(plan(step("low")), Map.of("service.ranking", -5));
        router.addDialplan(plan(step("high")), Map.of("service.ranking", 10));

        router.route(call);

        assertThat(host.ran).containsExactly("high{}");
    }

    @Test
    void clearsWithTheCauseThatDialHasLeftWhenNoStepFollows() {
        ready(plan(step("dial")));
        host.onRun = (name, running) -> running.variables().put("dial.cause", "no-answer");

        assertThat(endOf(call)).isEqualTo(Cause.NO_ANSWER);
    }

    @Test
    void clearsWithATemporaryFailureWhenAnApplicationIsMissing() {
        ready(plan(step("beep")));
        host.unknown.add("beep");

        assertThat(endOf(call)).isEqualTo(Cause.TEMPORARY_FAILURE);
    }

    @Test
    void clearsWithATemporaryFailureWhenAnArgumentIsWrong() {
        ready(plan(step("one")));
        host.onRun = (name, running) -> {
            throw new IllegalArgumentException("ring: soon is not like 20s");
        };

        assertThat(endOf(call)).isEqualTo(Cause.TEMPORARY_FAILURE);
    }

    @Test
    void clearsWithATemporaryFailureWhenAnApplicationIsBroken() {
        ready(plan(step("one")));
        host.onRun = (name, running) -> {
            throw new ArrayIndexOutOfBoundsException(3);
        };

        assertThat(endOf(call)).isEqualTo(Cause.TEMPORARY_FAILURE);
    }

    @Test
    void letsTheEndOfTheCallPass() {
        ready(plan(step("one"), step("two")));
        host.onRun = (name, running) -> running.hangup(Cause.USER_BUSY);

        assertThat(endOf(call)).isEqualTo(Cause.USER_BUSY);
        assertThat(host.ran).containsExactly("one{}");
    }

    @Test
    void waitsForTheDialplanAndTheHostToComeBack() {
        call.whileWaiting(() -> {
            if (call.waits() == 1) router.addDialplan(plan(step("one")), Map.of());
            if (call.waits() == 2) router.addApplications(host, Map.of());
        });

        router.route(call);

        assertThat(host.ran).containsExactly("one{}");
    }

    @Test
    void tellsTheCallerToTryAgainWhenTheHostDoesNotComeBack() {
        router.addDialplan(plan(step("one")), Map.of());

        assertThat(endOf(call)).isEqualTo(Cause.NO_USER_RESPONDING);
        assertThat(call.waits()).isEqualTo(1);
    }

    @Test
    void keepsAnAnsweredCallHoweverLongTheHostIsAway() {
        router.addDialplan(plan(step("one")), Map.of());
        call.answer();
        call.whileWaiting(() -> {
            if (call.waits() == 100) router.addApplications(host, Map.of());
        });

        router.route(call);

        assertThat(host.ran).containsExactly("one{}");
    }

    @Test
    void findsUsersInAllDirectories() {
        ready(plan(step("one")));
        router.addDirectory(new People("1001"), Map.of());
        router.addDirectory(new People("1002"), Map.of());

        router.route(call);

        assertThat(host.users.find("1002")).contains(new AddressOfRecord("1002", "here"));
        assertThat(host.users.find("1003")).isEmpty();
    }

    @Test
    void routesFromItsActivationToItsDeactivation() {
        router.attach();
        assertThat(channels.routers).containsExactly(router);

        router.detach();
        router.detach();
        assertThat(channels.routers).isEmpty();
    }

    private void ready(Dialplan plan) {
        router.addDialplan(plan, Map.of());
        router.addApplications(host, Map.of());
    }

    private Cause endOf(Call ended) {
        assertThat(catchThrowable(() -> router.route(ended))).isInstanceOf(CallEnded.class);
        return call.cleared().orElseThrow();
    }

    private static Dialplan plan(Step... steps) {
        Extension extension = new Extension("1XXX", List.of(steps));
        return (context, number) ->
                context.equals("internal") && number.equals("1002") ? Optional.of(extension) : Optional.empty();
    }

    private static Step step(String application) {
        return new Step(application, Map.of());
    }

    private static Position at(int step) {
        return new Position("internal", "1002", step);
    }

    private static final class Host implements Applications {
        private final List<String> ran = new ArrayList<>();
        private final List<Arguments> arguments = new ArrayList<>();
        private final Set<String> unknown = new HashSet<>();
        private BiConsumer<String, Call> onRun = (name, call) -> {};
        private Users users = user -> Optional.empty();

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public List<Version> versions() {
            return List.of();
        }

        @Override
        public void run(String name, Arguments given, Call call, Users of) {
            if (unknown.contains(name)) throw new UnknownApplicationException(name);
            ran.add(name + given.values());
            arguments.add(given);
            users = of;
            onRun.accept(name, call);
        }

        @Override
        public void steer(Collection<Steering> steering) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<StuckRun> stuck() {
            return List.of();
        }

        @Override
        public boolean end(String call) {
            return false;
        }
    }

    private record People(String number) implements Directory {
        @Override
        public String realm() {
            return "here";
        }

        @Override
        public Optional<Subscriber> subscriber(String wanted) {
            return subscribers().stream()
                    .filter(one -> one.number().equals(wanted))
                    .findFirst();
        }

        @Override
        public Collection<Subscriber> subscribers() {
            Credentials credentials = new Credentials(Optional.of("0".repeat(32)), Optional.empty());
            return List.of(new Subscriber(new AddressOfRecord(number, realm()), "", "internal", 1, credentials));
        }
    }

    private static final class AttachedRouters implements Channels {
        private final List<CallRouter> routers = new ArrayList<>();

        @Override
        public Attachment attach(CallRouter router) {
            routers.add(router);
            return () -> routers.remove(router);
        }

        @Override
        public TechnologyPort attach(ChannelTechnology technology) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Call> call(String id) {
            return Optional.empty();
        }

        @Override
        public Collection<Call> calls() {
            return List.of();
        }

        @Override
        public CallCounters counters() {
            return new CallCounters(0, 0, 0, 0);
        }

        @Override
        public void shutDown(Cause cause) {
            throw new UnsupportedOperationException();
        }
    }
}
