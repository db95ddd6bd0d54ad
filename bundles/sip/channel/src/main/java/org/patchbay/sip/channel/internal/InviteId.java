package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;

/**
 * What an INVITE and its CANCEL share (RFC 3261 section 9.1), and what two INVITEs share that a proxy made of one (section
 * 8.2.2.2); the branch tells those apart.
 */
record InviteId(String callId, String fromTag, long sequence) {
    static InviteId of(SIPRequest request) {
        String tag = request.getFromTag();
        return new InviteId(
                request.getCallId().getCallId(),
                tag == null ? "" : tag,
                request.getCSeq().getSeqNumber());
    }
}
