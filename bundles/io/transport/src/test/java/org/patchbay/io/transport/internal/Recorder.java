package org.patchbay.io.transport.internal;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.patchbay.io.Flow;
import org.patchbay.io.MessageReceiver;

/** Cuts by Content-Length, and remembers what it was given. */
class Recorder implements MessageReceiver {
    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d{1,9})\r\n");

    record Received(Flow flow, byte[] message, Thread thread) {
        String text() {
            return Bench.text(message);
        }
    }

    final BlockingQueue<Received> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<Received> hopeless = new LinkedBlockingQueue<>();
    final BlockingQueue<Flow> closed = new LinkedBlockingQueue<>();

    @Override
    public int cut(byte[] bytes, int from, int to) {
        var text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (text.startsWith("garbage")) return HOPELESS;
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) return MORE;
        var length = LENGTH.matcher(text.substring(0, head + 2));
        if (!length.find()) return HOPELESS;
        int end = head + 4 + Integer.parseInt(length.group(1));
        return end <= text.length() ? end : MORE;
    }

    @Override
    public void received(Flow flow, byte[] message) {
        messages.add(new Received(flow, message, Thread.currentThread()));
    }

    @Override
    public void hopeless(Flow flow, byte[] bytes) {
        hopeless.add(new Received(flow, bytes, Thread.currentThread()));
    }

    @Override
    public void closed(Flow flow) {
        closed.add(flow);
    }

    Received next() throws InterruptedException {
        return next(messages);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        var next = queue.poll(10, TimeUnit.SECONDS);
        if (next == null) throw new AssertionError("nothing came within 10 s");
        return next;
    }

    /** Completes with the reason when a message is lost. */
    static final class Loss extends CompletableFuture<String> implements Flow.Outcome {
        @Override
        public void notSent(String why) {
            complete(why);
        }

        String why() {
            return orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}
