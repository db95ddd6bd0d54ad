package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/** A {@link DatagramChannel}. */
final class NioPacketSocket implements PacketSocket {
    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private volatile @Nullable InetSocketAddress connected;

    private NioPacketSocket(DatagramChannel channel) throws IOException {
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
    }

    static NioPacketSocket bind(InetSocketAddress local) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                local.getAddress() instanceof Inet4Address
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_OCTETS);
            channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED_FORWARDING);
            channel.configureBlocking(false);
            channel.bind(local);
            return new NioPacketSocket(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    DatagramChannel channel() {
        return channel;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public @Nullable InetSocketAddress receive(ByteBuffer into) throws IOException {
        InetSocketAddress peer = connected;
        if (peer == null) return (InetSocketAddress) channel.receive(into);
        return channel.read(into) > 0 ? peer : null;
    }

    @Override
    public boolean send(ByteBuffer packet, InetSocketAddress to) throws IOException {
        return (to == connected ? channel.write(packet) : channel.send(packet, to)) > 0;
    }

    @Override
    public void connect(InetSocketAddress peer) throws IOException {
        channel.connect(peer);
        connected = peer;
    }

    @Override
    public void disconnect() throws IOException {
        channel.disconnect();
        connected = null;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the descriptor is gone all the same
        }
    }
}
