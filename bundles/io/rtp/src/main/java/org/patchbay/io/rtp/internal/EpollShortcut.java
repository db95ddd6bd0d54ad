package org.patchbay.io.rtp.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A shortcut between two bare descriptors, which nobody closes but the loop that runs it. */
final class EpollShortcut extends Shortcut {
    private final EpollPacketIo io;
    private final int entrance;
    private final int exit;
    private final boolean connected;
    private final boolean ipv4;
    private final InetSocketAddress source;
    private final long sourceWord;
    private final SocketAddressWords sourceWords;
    private final SocketAddressWords destinationWords;

    EpollShortcut(EpollPacketIo io, EpollPacketSocket entrance, EpollPacketSocket exit, Ends ends) {
        super(ends);
        this.io = io;
        this.entrance = entrance.descriptor();
        this.exit = exit.descriptor();
        ipv4 = entrance.family() == Linux.AF_INET;
        connected = exit.isConnected();
        source = ends.source();
        sourceWords = SocketAddressWords.of(source, entrance.family());
        sourceWord = sourceWords.first();
        destinationWords = SocketAddressWords.of(ends.destination(), exit.family());
    }

    @Override
    @Nullable
    InetSocketAddress receive(ByteBuffer packet) {
        long octets = io.receive(entrance, packet);
        if (octets < 0) return null;
        packet.limit((int) octets);
        return isSource(io.cameFrom()) ? source : io.sender(sourceWords.family());
    }

    // the address of IPv4, which ends with the first word, is compared without a look into another object
    private boolean isSource(long cameFrom) {
        return Linux.readLong(cameFrom) == sourceWord && (ipv4 || sourceWords.areAt(cameFrom));
    }

    @Override
    boolean isSource(InetSocketAddress sender) {
        return sender == source;
    }

    @Override
    boolean send(ByteBuffer packet) {
        long at = io.addressOf(packet);
        if (connected) return Linux.send(exit, at, packet.limit()) >= 0;
        destinationWords.writeTo(io.goesTo());
        return Linux.sendTo(exit, at, packet.limit(), io.goesTo(), destinationWords.octets()) >= 0;
    }
}
