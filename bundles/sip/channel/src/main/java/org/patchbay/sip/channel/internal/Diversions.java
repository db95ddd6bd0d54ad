package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.List;
import org.patchbay.channel.Diversion;
import org.patchbay.sip.channel.internal.AddressList.Content;
import org.patchbay.sip.dialog.HeaderText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads who has diverted a call, from a peer that is trusted. */
final class Diversions {
    private static final Logger LOG = LoggerFactory.getLogger(Diversions.class);
    private static final int MAX_ENTRIES = 16;

    private Diversions() {}

    /** Returns the diversions, the first of them first: those of History-Info, or else those of Diversion (RFC 7544 section 3.2). */
    static List<Diversion> read(SIPMessage message, Privacy privacy) {
        Content history = entries(message, HistoryInfo.NAME);
        List<Diversion> told = HistoryInfo.diversions(history.entries());
        if (told.isEmpty())
            told = DiversionHeader.diversions(
                    entries(message, DiversionHeader.NAME).entries());
        return privacy.history() ? told.stream().map(Diversions::withheld).toList() : told;
    }

    private static Content entries(SIPMessage message, String name) {
        Content content = AddressList.read(HeaderText.of(message, name), MAX_ENTRIES);
        if (content.dropped() > 0) {
            LOG.debug("{} entries of {} can't be read, or are too many: dropped", content.dropped(), name);
        }
        return content;
    }

    private static Diversion withheld(Diversion open) {
        return new Diversion(open.by().withhold(), open.reason(), open.times());
    }
}
