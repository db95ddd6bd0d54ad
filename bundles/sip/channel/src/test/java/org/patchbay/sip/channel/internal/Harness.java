package org.patchbay.sip.channel.internal;

import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallRouter;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelOwner;
import org.patchbay.channel.ChannelTechnology;
import org.patchbay.channel.Channels;
import org.patchbay.channel.Origin;
import org.patchbay.channel.Party;
import org.patchbay.media.Codec;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.SrtpPolicy;
import org.patchbay.pbx.Credentials;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.RequestVerifier;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipContact;

/** The bundle's components with everything around them replaced: no sockets, no threads, no time that passes by itself. */
final class Harness {
    static final MediaFormat PCMU = new MediaFormat(List.of(Codec.PCMU, Codec.TELEPHONE_EVENT), Direction.SENDRECV);
    static final MediaFormat PCMA = new MediaFormat(List.of(Codec.PCMA, Codec.TELEPHONE_EVENT), Direction.SENDRECV);
    static final MediaFormat BOTH =
            new MediaFormat(List.of(Codec.PCMU, Codec.PCMA, Codec.TELEPHONE_EVENT), Direction.SENDRECV);

    final FakeStack stack = new FakeStack();
    final VirtualTimers timers = new VirtualTimers();
    final FakeMedia media = new FakeMedia();
    final FakeOwner owner = new FakeOwner();
    final LegTable table = new LegTable();
    final PlainKeys plainKeys = new PlainKeys();
    final SipTechnology technology = new SipTechnology(
            new Signalling(
                    stack,
                    table,
                    timers,
                    Timing.STANDARD,
                    new Identifiers(),
                    () -> SessionIntervals.STANDARD,
                    plainKeys),
            () -> {});
    final SipCallHandler handler = new SipCallHandler(technology);
    final FakeChannels channels = new FakeChannels();
    private Channel channel;

    Harness() {
        handler.setVerifier(verified("1001"));
        technology.setMediaSessions(media);
        technology.setChannels(channels);
    }

    /** Has the media of 1001, who calls, and of 1002 go past us. */
    void permitDirectMedia() {
        media(true, SrtpPolicy.OFF);
    }

    /** Says how 1001, who calls, and 1002 press keys. */
    void digits(DigitPolicy dtmf) {
        media(false, SrtpPolicy.OFF, dtmf);
    }

    /** Says what the media of 1001, who calls, and of 1002 may be. */
    void media(boolean direct, SrtpPolicy srtp) {
        media(direct, srtp, DigitPolicy.AUTO);
    }

    private void media(boolean direct, SrtpPolicy srtp, DigitPolicy dtmf) {
        handler.setVerifier(_ -> new Verdict.Verified(user("1001", direct, srtp, dtmf)));
        technology.setDirectory(new Directory() {
            @Override
            public String realm() {
                return "patchbay";
            }

            @Override
            public Optional<Subscriber> subscriber(String number) {
                return Optional.of(user(number, direct, srtp, dtmf)).filter(user -> number.equals("1002"));
            }

            @Override
            public Collection<Subscriber> subscribers() {
                return List.of();
            }
        });
    }

    private static Subscriber user(String number, boolean direct, SrtpPolicy srtp, DigitPolicy dtmf) {
        var hash = new Credentials(Optional.of("0".repeat(32)), Optional.empty());
        return new Subscriber(new AddressOfRecord(number, "patchbay"), "Ann", "internal", 5, hash, direct, srtp, dtmf);
    }

    static RequestVerifier verified(String number) {
        var hash = new Credentials(Optional.of("0".repeat(32)), Optional.empty());
        var address = new AddressOfRecord(number, "patchbay");
        return _ -> new Verdict.Verified(new Subscriber(address, "Ann", "internal", 5, hash));
    }

    /** Makes phones trusted, as the setting does. */
    void trustPhones() {
        technology.modified(new ChannelConfig() {
            @Override
            public int session_expires_seconds() {
                return 0;
            }

            @Override
            public int min_se_seconds() {
                return 90;
            }

            @Override
            public boolean phones_trusted() {
                return true;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return ChannelConfig.class;
            }
        });
    }

    /** The calls' side: makes each incoming channel the one of this test. */
    final class FakeChannels implements Channels {
        private boolean open;

        boolean open() {
            return open;
        }

        @Override
        public TechnologyPort attach(ChannelTechnology attaching) {
            open = true;
            return new TechnologyPort() {
                @Override
                public void offered(Function<ChannelOwner, Channel> made) {
                    owner.execute(() -> channel = made.apply(owner));
                }

                @Override
                public void close() {
                    open = false;
                }
            };
        }

        @Override
        public Attachment attach(CallRouter router) {
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
        public void shutDown(Cause cause) {}
    }

    FakeRequest receive(FakeRequest request) {
        handler.handle(request);
        return request;
    }

    Channel channel() {
        return channel;
    }

    boolean offered() {
        return channel != null;
    }

    /** Runs verbs as the call would: within a task of its owner. */
    void call(java.util.function.Consumer<Channel> verbs) {
        owner.execute(() -> verbs.accept(channel));
    }

    /** Calls a registered phone at 198.51.100.7:5070. */
    FakeStack.Sent originate(MediaFormat offer) {
        return originate("udp", offer);
    }

    FakeStack.Sent originate(String transport, MediaFormat offer) {
        originate(transport, offer, "sip:1002@10.0.0.9:5062;ob");
        return stack.last();
    }

    void originate(String transport, MediaFormat offer, String contact) {
        var received = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 5070);
        var binding = new SipContact(contact, transport, received).toBinding(1, Instant.MAX, Map.of());
        owner.execute(() -> channel = technology.originate(binding, new Party("1001", "Ann"), "1002", offer, owner));
    }

    /** Calls what {@code binding} leads to, for {@code origin}. */
    FakeStack.Sent call(Binding binding, Origin origin, String dialled) {
        owner.execute(() -> channel = technology.originate(binding, origin, dialled, BOTH, owner));
        return stack.last();
    }

    /** Calls a registered phone for {@code origin}. */
    FakeStack.Sent callPhone(Origin origin) {
        var received = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 5070);
        var binding = new SipContact("sip:1002@10.0.0.9:5062", "udp", received).toBinding(1, Instant.MAX, Map.of());
        return call(binding, origin, "1002");
    }

    /** Calls {@code dialled} at what {@code binding} leads to, for a caller who has called before. */
    FakeStack.Sent callFor(Channel caller, Binding binding, String dialled) {
        var origin = new Origin(new Party("1001", "Ann"), List.of());
        owner.execute(() -> channel = technology.originate(binding, origin, dialled, BOTH, caller.media(), owner));
        return stack.last();
    }

    /** Calls what {@code binding} leads to. */
    void call(Binding binding, Party caller, String dialled) {
        owner.execute(() -> channel = technology.originate(binding, caller, dialled, BOTH, owner));
    }

    List<ChannelEvent> events() {
        return owner.events();
    }

    void pass(Duration time) {
        timers.advance(time);
    }

    /** Tells whether nothing of the calls is left behind. */
    boolean clean() {
        return table.size() == 0 && timers.pending() == 0 && media.openCount() == 0;
    }
}
