package org.patchbay.io.resolver.internal;

import java.util.ArrayList;
import java.util.List;

/** A response to {@code question}, well-formed unless told otherwise. */
final class Reply {
    private static final int RESPONSE_RECURSIVE = 0x8180;
    private static final int TRUNCATED = 0x0200;

    private final Question question;
    private final List<byte[]> answers = new ArrayList<>();
    private final List<byte[]> authorities = new ArrayList<>();
    private int flags = RESPONSE_RECURSIVE;
    private int idOffset;

    /** What was asked. */
    record Question(int id, String name, int type, byte[] bytes) {}

    Reply(Question question) {
        this.question = question;
    }

    Reply record(String name, int type, long ttl, byte[] content) {
        return record(name, type, ttl, content, content.length);
    }

    Reply record(String name, int type, long ttl, byte[] content, int saidLength) {
        answers.add(new Wire()
                .name(name)
                .u16(type)
                .u16(1)
                .u32(ttl)
                .u16(saidLength)
                .raw(content)
                .done());
        return this;
    }

    Reply answer(int type, long ttl, byte[] content) {
        return record(question.name(), type, ttl, content);
    }

    Reply soa(long ttl, long minimum) {
        var content = Wire.soa(minimum);
        authorities.add(new Wire()
                .name("example")
                .u16(Wire.SOA)
                .u16(1)
                .u32(ttl)
                .u16(content.length)
                .raw(content)
                .done());
        return this;
    }

    Reply code(int code) {
        flags |= code;
        return this;
    }

    Reply truncated() {
        flags |= TRUNCATED;
        return this;
    }

    Reply wrongId() {
        idOffset = 1;
        return this;
    }

    byte[] done() {
        var out = new Wire()
                .u16(question.id() + idOffset)
                .u16(flags)
                .u16(1)
                .u16(answers.size())
                .u16(authorities.size())
                .u16(0);
        out.raw(question.bytes());
        answers.forEach(out::raw);
        authorities.forEach(out::raw);
        return out.done();
    }
}
