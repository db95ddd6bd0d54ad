package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the {@link Mark}s of the server's bundles say: when a version began to serve, and whether another served after that. */
final class Marks implements AutoCloseable {
    // a call that was on its way to the version before may still come to it
    private static final long ON_ITS_WAY_NANOS = 500_000_000;

    private final DatagramSocket socket;
    private final Map<String, CompletableFuture<Long>> expected = new ConcurrentHashMap<>();
    private final Map<String, Served> serving = new ConcurrentHashMap<>();
    private final List<String> strays = new CopyOnWriteArrayList<>();

    private record Served(String version, long since) {}

    Marks(InetAddress address) {
        try {
            socket = new DatagramSocket(0, address);
            socket.setReceiveBufferSize(1 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("marks").start(this::listen);
    }

    String address() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    private void listen() {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        try {
            while (true) {
                socket.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
                take(text, System.nanoTime());
            }
        } catch (IOException e) {
            socket.close(); // closed by us, or beyond use
        }
    }

    private void take(String mark, long now) {
        String entry = mark.substring(0, mark.lastIndexOf(' '));
        String version = mark.substring(mark.lastIndexOf(' ') + 1);
        CompletableFuture<Long> awaited = expected.remove(mark);
        if (awaited != null) {
            serving.put(entry, new Served(version, now));
            awaited.complete(now);
            return;
        }
        Served wanted = serving.get(entry);
        if (wanted == null || wanted.version().equals(version)) return;
        if (now - wanted.since() > ON_ITS_WAY_NANOS) strays.add(mark + " and not " + wanted.version());
    }

    /** One version that is to begin to serve. */
    record Awaited(List<CompletableFuture<Long>> entries) {
        /** Returns when the last of its entries was used first, as System.nanoTime; empty when that isn't within {@code limit}. */
        Optional<Long> within(Duration limit) {
            var all = CompletableFuture.allOf(entries.toArray(CompletableFuture[]::new));
            try {
                all.get(limit.toNanos(), TimeUnit.NANOSECONDS);
                return entries.stream().map(CompletableFuture::join).max(Long::compare);
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    /** Begins to wait for the first use of a version from now on. */
    Awaited expect(NewerVersion version) {
        return new Awaited(version.what().entries().stream()
                .map(version::mark)
                .map(mark -> expected.computeIfAbsent(mark, key -> new CompletableFuture<>()))
                .toList());
    }

    /** Returns the calls that went to another version than the one that had begun to serve. */
    List<String> strays() {
        return List.copyOf(strays);
    }

    @Override
    public void close() {
        socket.close();
    }
}
