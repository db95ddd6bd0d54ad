package org.patchbay.channel.core.internal;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelOwner;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.Party;
import org.patchbay.channel.TransferProgress;
import org.patchbay.channel.TransferTarget;
import org.patchbay.channel.Transferor;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;

/** A telephone that notes what it is told, and says what a test wants it to say. */
class FakeChannel implements Channel {
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<MediaFormat> formats = new CopyOnWriteArrayList<>();
    final FakeMedia media = new FakeMedia();
    private final String id;
    private volatile ChannelOwner owner;
    private volatile boolean live = true;
    private volatile boolean offering;
    private volatile Optional<FakeMedia> toldPlace = Optional.empty();
    volatile boolean stuck;
    volatile Runnable whenMoved = () -> {};
    private final Optional<MediaDescription> offer;
    final List<Party> connected = new CopyOnWriteArrayList<>();
    private volatile Optional<String> device = Optional.empty();
    private volatile Optional<Party> reached = Optional.empty();
    private volatile List<Diversion> diversions = List.of();

    FakeChannel(String id, ChannelOwner owner, Optional<MediaFormat> offer) {
        this.id = id;
        this.owner = owner;
        this.offer = offer.map(FakeChannel::described);
    }

    static MediaDescription described(MediaFormat format) {
        return new MediaDescription(
                new InetSocketAddress("127.0.0.1", 5000), new InetSocketAddress("127.0.0.1", 5001), format);
    }

    void says(ChannelEvent event) {
        ChannelOwner present = owner;
        present.execute(() -> {
            if (present == owner) present.emit(event);
            else says(event);
        });
    }

    void transfers(TransferTarget target, Transferor by) {
        says(new ChannelEvent.TransferRequested(id, target, by));
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public ChannelOwner owner() {
        return owner;
    }

    @Override
    public void moveTo(ChannelOwner next) {
        owner = next;
        whenMoved.run();
    }

    @Override
    public void transfer(TransferProgress progress) {
        told.add(progress.toString());
    }

    void rings() {
        says(new ChannelEvent.Ringing(id));
    }

    void answers(MediaFormat format) {
        says(new ChannelEvent.Answered(id, described(format)));
    }

    void offers(MediaFormat format) {
        offering = true;
        says(new ChannelEvent.MediaOffered(id, described(format)));
    }

    void changes(MediaFormat format) {
        says(new ChannelEvent.MediaChanged(id, described(format)));
    }

    void presses(char digit) {
        says(new ChannelEvent.Digit(id, digit, 100));
    }

    void hangsUp(Cause cause) {
        live = false;
        media.close();
        says(new ChannelEvent.HungUp(id, cause));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Party caller() {
        return new Party("1001", "Ann");
    }

    @Override
    public String dialled() {
        return "1002";
    }

    @Override
    public String context() {
        return "internal";
    }

    @Override
    public Optional<AddressOfRecord> subscriber() {
        return Optional.empty();
    }

    /** Says that the caller wants one device only. */
    FakeChannel wanting(Optional<String> one) {
        device = one;
        return this;
    }

    @Override
    public Optional<String> device() {
        return device;
    }

    /** Says that the call was diverted before it came here. */
    FakeChannel diverted(List<Diversion> before) {
        diversions = before;
        return this;
    }

    @Override
    public List<Diversion> diversions() {
        return diversions;
    }

    /** Says that somebody else was reached than who was called. */
    void reaches(Party other) {
        reached = Optional.of(other);
    }

    @Override
    public Optional<Party> reached() {
        return reached;
    }

    @Override
    public void connected(Party callee) {
        connected.add(callee);
    }

    @Override
    public Optional<MediaDescription> remoteMedia() {
        return offer;
    }

    @Override
    public FakeMedia media() {
        return media;
    }

    @Override
    public void ring() {
        told.add("ring");
    }

    @Override
    public void progress(MediaFormat accepted) {
        note("progress", accepted);
    }

    @Override
    public void answer(MediaFormat accepted) {
        note("answer", accepted);
    }

    @Override
    public void offer(MediaFormat format) {
        note("offer", format);
    }

    @Override
    public void accept(MediaFormat accepted) {
        offering = false;
        note("accept", accepted);
    }

    /** Notes that the peer is told where the media is. */
    void tellPlace() {
        toldPlace = media.direct;
    }

    /** Has the peer know another place than where its media is. */
    void movesElsewhere() {
        toldPlace = Optional.of(new FakeMedia());
    }

    @Override
    public boolean moved() {
        media.needPort();
        return live && !toldPlace.equals(media.direct);
    }

    private void note(String verb, MediaFormat format) {
        tellPlace();
        formats.add(format);
        told.add(verb);
    }

    @Override
    public void refuse(Cause cause) {
        if (offering) told.add("refuse " + cause.label());
        offering = false;
    }

    @Override
    public void hangup(Cause cause) {
        if (stuck) throw new IllegalStateException("can't be hung up, as the test wants");
        live = false;
        media.close();
        told.add("hangup " + cause.label());
    }
}
