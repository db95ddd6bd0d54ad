package org.patchbay.sip.parser;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.parser.Parsed.Dropped;
import org.patchbay.sip.parser.Parsed.Good;
import org.patchbay.sip.parser.Parsed.Refused;

/** Gives JAIN-SIP this parser, where it reads messages itself. */
public final class JainMessageParserFactory implements MessageParserFactory, MessageParser {
    private final SipParser parser;

    /** Makes a factory that gives out {@code parser}. */
    public JainMessageParserFactory(SipParser parser) {
        this.parser = parser;
    }

    /** Returns the parser, one for all: it has no state. */
    @Override
    public MessageParser createMessageParser(@Nullable SIPTransactionStack stack) {
        return this;
    }

    /** Returns the message, null for empty lines; throws for what can't be read, with words of ours only. */
    @Override
    public @Nullable SIPMessage parseSIPMessage(
            byte[] bytes, boolean readBody, boolean strict, @Nullable ParseExceptionListener listener)
            throws ParseException {
        return switch (parser.parse(bytes, 0, bytes.length, readBody)) {
            case Good(var message) -> message;
            case Refused refused -> throw new ParseException(refused.fault().reason(), 0);
            case Dropped(var cause) when cause == Parsed.Cause.KEEP_ALIVE -> null;
            case Dropped(var cause) -> throw new ParseException(cause.name(), 0);
        };
    }
}
