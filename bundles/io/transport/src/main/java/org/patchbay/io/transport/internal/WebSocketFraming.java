package org.patchbay.io.transport.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.MessageReceiver;

/** A WebSocket from its upgrade to its end, one message of SIP in each of its own (RFC 7118 section 5). */
final class WebSocketFraming implements Framing {
    // RFC 6455 section 7.4.1
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int NOT_UTF8 = 1007;
    private static final int TOO_BIG = 1009;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PING = WebSocketFrame.encode(WebSocketFrame.PING, new byte[0]);

    private final Upgrade upgrade;
    private final int longest;
    private boolean upgraded;
    private boolean binary; // text until the client has shown what it speaks
    private boolean answered; // whether it has
    private int fragmentsOpcode;
    private @Nullable ByteArrayOutputStream fragments;

    WebSocketFraming(Settings.WebSocket settings, int longest) {
        this.upgrade = new Upgrade(settings);
        this.longest = longest;
    }

    @Override
    public Frame next(Inbox inbox, MessageReceiver receiver) {
        return upgraded ? frame(inbox) : upgrade(inbox);
    }

    private Frame upgrade(Inbox inbox) {
        int end = endOfHead(inbox);
        if (end < 0 && inbox.length() <= Upgrade.LONGEST) return new Frame.More();
        var answer = end < 0 || end > Upgrade.LONGEST ? Upgrade.tooLong() : upgrade.answer(inbox.take(end));
        upgraded = answer.refusal().isEmpty();
        return upgraded
                ? new Frame.Answer(answer.bytes())
                : new Frame.Refused(answer.bytes(), answer.refusal().get());
    }

    private static int endOfHead(Inbox inbox) {
        int matched = 0;
        for (int i = 0; i < inbox.length(); i++) {
            byte each = inbox.at(i);
            matched = each == END_OF_HEAD[matched] ? matched + 1 : each == '\r' ? 1 : 0;
            if (matched == END_OF_HEAD.length) return i + 1;
        }
        return -1;
    }

    private Frame frame(Inbox inbox) {
        while (true) {
            try {
                var head = WebSocketFrame.head(inbox);
                if (head.headLength() == 0) return new Frame.More();
                if (!head.control() && head.payloadLength() > longest - fragmentsLength()) {
                    return refused(TOO_BIG, Refusal.TOO_LONG);
                }
                if (inbox.length() < head.headLength() + head.payloadLength()) return new Frame.More();
                var frame = take(WebSocketFrame.take(inbox, head));
                if (frame != null) return frame;
            } catch (WebSocketFrame.ForbiddenException broken) {
                return refused(PROTOCOL_ERROR, Refusal.FRAME);
            }
        }
    }

    private int fragmentsLength() {
        return fragments == null ? 0 : fragments.size();
    }

    /** Null: nothing that anybody must see. */
    private @Nullable Frame take(WebSocketFrame frame) throws WebSocketFrame.ForbiddenException {
        return switch (frame.opcode()) {
            case WebSocketFrame.CLOSE -> closing(frame.payload());
            case WebSocketFrame.PING -> new Frame.Answer(WebSocketFrame.encode(WebSocketFrame.PONG, frame.payload()));
            case WebSocketFrame.PONG -> null;
            case WebSocketFrame.CONTINUATION -> continued(frame);
            default -> begun(frame);
        };
    }

    private @Nullable Frame begun(WebSocketFrame frame) throws WebSocketFrame.ForbiddenException {
        // RFC 6455 section 5.4: fragments of one message are not mixed with another
        if (fragments != null) throw new WebSocketFrame.ForbiddenException("a message within another");
        if (frame.last()) return message(frame.opcode(), frame.payload());
        fragmentsOpcode = frame.opcode();
        fragments = new ByteArrayOutputStream(frame.payload().length);
        fragments.writeBytes(frame.payload());
        return null;
    }

    private @Nullable Frame continued(WebSocketFrame frame) throws WebSocketFrame.ForbiddenException {
        var begun = fragments;
        if (begun == null) throw new WebSocketFrame.ForbiddenException("continues nothing");
        begun.writeBytes(frame.payload());
        if (!frame.last()) return null;
        fragments = null;
        return message(fragmentsOpcode, begun.toByteArray());
    }

    private @Nullable Frame message(int opcode, byte[] message) {
        if (opcode == WebSocketFrame.TEXT && !Utf8.is(message)) return refused(NOT_UTF8, Refusal.FRAME);
        if (!answered) binary = opcode == WebSocketFrame.BINARY;
        answered = true;
        if (!KeepAlive.is(message)) return new Frame.Message(message);
        // RFC 5626 section 4.4.1, by clients that do on a WebSocket what they do on TCP
        return message.length == KeepAlive.PING.length ? new Frame.Answer(wrap(KeepAlive.PONG)) : null;
    }

    // RFC 6455 section 5.5.1: the same code comes back
    private static Frame closing(byte[] payload) {
        if (payload.length == 0) return new Frame.End(WebSocketFrame.encode(WebSocketFrame.CLOSE, payload));
        int code = payload.length < 2
                ? 0
                : Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
        boolean allowed = code >= 3000 && code < 5000 || code >= NORMAL && code <= 1014 && (code < 1004 || code > 1006);
        return allowed ? new Frame.End(close(code)) : new Frame.Refused(close(PROTOCOL_ERROR), Refusal.FRAME);
    }

    private static Frame refused(int code, Refusal why) {
        return new Frame.Refused(close(code), why);
    }

    private static byte[] close(int code) {
        return WebSocketFrame.encode(WebSocketFrame.CLOSE, new byte[] {(byte) (code >>> 8), (byte) code});
    }

    @Override
    public boolean ready() {
        return upgraded;
    }

    @Override
    public boolean partial(Inbox inbox) {
        return fragments != null || inbox.length() > 0;
    }

    // in the kind of frame that the client used first; what is no UTF-8 may not stand in a text frame
    @Override
    public byte[] wrap(byte[] message) {
        boolean text = !binary && Utf8.is(message);
        return WebSocketFrame.encode(text ? WebSocketFrame.TEXT : WebSocketFrame.BINARY, message);
    }

    @Override
    public byte[] ping() {
        return PING;
    }

    @Override
    public byte[] farewell() {
        return close(GOING_AWAY);
    }
}
