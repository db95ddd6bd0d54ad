package org.patchbay.sip.parser;

import gov.nist.javax.sip.header.CSeq;

/** A CSeq that keeps its method's case, which counts (RFC 3261 section 7.1); JAIN-SIP writes it in capitals. */
final class ExactCSeq extends CSeq {
    private static final long serialVersionUID = 1L;

    ExactCSeq with(long newNumber, String newMethod) {
        seqno = newNumber;
        method = newMethod;
        return this;
    }

    @Override
    protected StringBuilder encodeBody(StringBuilder buffer) {
        return buffer.append(seqno.longValue()).append(' ').append(method);
    }
}
