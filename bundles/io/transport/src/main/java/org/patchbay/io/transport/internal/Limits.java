package org.patchbay.io.transport.internal;

/** What peers of one listener may use up; times of 0 mean without end. */
record Limits(
        int messageBytes,
        int queueBytes,
        int connections,
        int connectionsPerSource,
        long setupMillis,
        long firstMessageMillis,
        long messageMillis,
        long idleMillis) {
    static Limits of(TransportConfig config) {
        return new Limits(
                Check.range("message.bytes.max", config.message_bytes_max(), 1024, 16 << 20),
                Check.range("queue.bytes.max", config.queue_bytes_max(), 65_536, 1 << 30),
                Check.range("connections.max", config.connections_max(), 1, 10_000_000),
                Check.range("connections.per.source.max", config.connections_per_source_max(), 1, 10_000_000),
                1000L * Check.range("setup.seconds.max", config.setup_seconds_max(), 1, 3600),
                1000L * Check.range("first.message.seconds.max", config.first_message_seconds_max(), 0, 86_400),
                1000L * Check.range("message.seconds.max", config.message_seconds_max(), 1, 3600),
                1000L * Check.range("idle.seconds.max", config.idle_seconds_max(), 0, 10_000_000));
    }
}
