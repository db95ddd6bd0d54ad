package org.patchbay.io.resolver.internal;

import io.netty.channel.AddressedEnvelope;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.resolver.internal.Answer.Found;

/**
 * One question on its way from server to server, and from alias to alias, until there is an answer or the time is up. Lives on
 * the event loop.
 */
final class Inquiry<T> {
    private final Upstream upstream;
    private final RecordKind<T> kind;
    private final long negativeSeconds;
    private final CompletableFuture<Found<T>> result = new CompletableFuture<>();
    private final int first;

    private String name;
    private int aliases;
    private long aliasSeconds = Integer.MAX_VALUE;
    private @Nullable Throwable lastFailure;

    private Inquiry(Upstream upstream, RecordKind<T> kind, String name, long negativeSeconds) {
        this.upstream = upstream;
        this.kind = kind;
        this.name = name;
        this.negativeSeconds = negativeSeconds;
        this.first = upstream.preferred();
    }

    /** Asks for records of {@code name}; completes on the event loop, exceptionally with an IOException alone. */
    static <T> CompletableFuture<Found<T>> begin(
            EventExecutor loop, Upstream upstream, RecordKind<T> kind, String name, long negativeSeconds) {
        var inquiry = new Inquiry<>(upstream, kind, name, negativeSeconds);
        var limit = loop.schedule(
                () -> inquiry.fail("not answered in time"), upstream.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
        inquiry.attempt(0);
        return inquiry.result.whenComplete((_, _) -> limit.cancel(false));
    }

    private void attempt(int number) {
        if (result.isDone()) return;
        if (number == Upstream.ATTEMPTS) {
            fail("not answered by any name server");
            return;
        }
        int server = first + number;
        upstream.ask(server, name, kind.type())
                .addListener((Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> asked) -> {
                    if (asked.isSuccess()) received(asked.getNow(), number);
                    else failed(asked.cause(), number);
                });
    }

    private void failed(Throwable cause, int number) {
        lastFailure = cause;
        attempt(number + 1);
    }

    private void received(AddressedEnvelope<DnsResponse, InetSocketAddress> envelope, int number) {
        try {
            var response = envelope.content();
            var refusal = refusal(response);
            if (refusal != null) {
                failed(new IOException(envelope.sender() + ": " + refusal), number);
                return;
            }
            upstream.answered(first + number);
            take(Answer.read(response, name, kind, negativeSeconds), number);
        } finally {
            envelope.release();
        }
    }

    // another server may do better; that there is no such name is an answer
    private static @Nullable String refusal(DnsResponse response) {
        // still truncated: it couldn't be had by TCP either
        if (response.isTruncated()) return "truncated";
        boolean answer = response.code().equals(DnsResponseCode.NOERROR)
                || response.code().equals(DnsResponseCode.NXDOMAIN);
        return answer ? null : response.code().toString();
    }

    private void take(Answer<T> answer, int number) {
        switch (answer) {
            case Found<T>(var records, var seconds) ->
                result.complete(new Found<>(records, Math.min(seconds, aliasSeconds)));
            case Answer.Alias<T>(var target, var seconds) -> follow(target, seconds, number);
        }
    }

    private void follow(String target, long seconds, int number) {
        if (++aliases > Answer.ALIASES_MAX) {
            fail("too many aliases");
            return;
        }
        name = target;
        aliasSeconds = Math.min(aliasSeconds, seconds);
        attempt(number);
    }

    private void fail(String why) {
        result.completeExceptionally(new IOException(kind.type().name() + " of " + name + ": " + why, lastFailure));
    }
}
