package org.patchbay.itest.phone;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What a phone has received and no test has asked for yet. Thread-safe. */
final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<SipMessage> waiting = new ArrayDeque<>();

    void add(SipMessage message) {
        lock.lock();
        try {
            waiting.add(message);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first message that {@code wanted} accepts, waiting for it at most {@code limit}. */
    Optional<SipMessage> take(Predicate<SipMessage> wanted, Duration limit) {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (true) {
                Optional<SipMessage> found = waiting.stream().filter(wanted).findFirst();
                if (found.isPresent()) {
                    waiting.removeIf(message -> message == found.get());
                    return found;
                }
                if (nanos <= 0) return Optional.empty();
                nanos = arrived.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    List<SipMessage> content() {
        lock.lock();
        try {
            return new ArrayList<>(waiting);
        } finally {
            lock.unlock();
        }
    }
}
