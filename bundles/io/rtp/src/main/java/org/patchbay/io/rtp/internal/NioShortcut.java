package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A shortcut between two channels. */
final class NioShortcut extends Shortcut {
    private final NioPacketSocket entrance;
    private final NioPacketSocket exit;
    private final InetSocketAddress source;
    private final InetSocketAddress destination;

    NioShortcut(NioPacketSocket entrance, NioPacketSocket exit, Ends ends) {
        super(ends);
        this.entrance = entrance;
        this.exit = exit;
        source = ends.source();
        destination = ends.destination();
    }

    @Override
    @Nullable
    InetSocketAddress receive(ByteBuffer packet) {
        packet.clear();
        try {
            InetSocketAddress sender = entrance.receive(packet);
            packet.flip();
            return sender;
        } catch (IOException e) {
            return null; // the peer has closed its port, which a connected socket is told
        }
    }

    @Override
    boolean isSource(InetSocketAddress sender) {
        return sender == source || sender.equals(source);
    }

    @Override
    boolean send(ByteBuffer packet) {
        try {
            return exit.send(packet, destination);
        } catch (IOException e) {
            return false; // the peer has closed its port: its next packets are as welcome as ever
        }
    }
}
