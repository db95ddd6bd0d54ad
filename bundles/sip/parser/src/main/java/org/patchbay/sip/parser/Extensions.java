package org.patchbay.sip.parser;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.Subject;
import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.header.extensions.SessionExpires;
import gov.nist.javax.sip.header.ims.PAssertedIdentity;
import gov.nist.javax.sip.header.ims.PAssertedIdentityList;
import gov.nist.javax.sip.header.ims.PPreferredIdentity;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;

/** Reads what telephones add to an INVITE: session timers (RFC 4028), identities (RFC 3325), a subject. */
final class Extensions {
    private Extensions() {}

    static Subject subject(Cursor in) throws SyntaxException {
        var subject = Blanks.of(Blanks.SUBJECT);
        int from = in.at;
        if (!in.ended()) in.run(Octets.TEXT);
        in.expectEnd();
        try {
            subject.setSubject(Text.of(in.bytes, from, in.end));
        } catch (ParseException impossible) {
            throw in.bad();
        }
        return subject;
    }

    static MinSE minSe(Cursor in) throws SyntaxException {
        var minimum = Blanks.of(Blanks.MIN_SE);
        try {
            minimum.setExpires((int) in.number(Integer.MAX_VALUE));
        } catch (InvalidArgumentException impossible) {
            throw in.bad();
        }
        parameters(in, minimum.getParameters());
        return minimum;
    }

    static SessionExpires sessionExpires(Cursor in) throws SyntaxException {
        var interval = Blanks.of(Blanks.SESSION_EXPIRES);
        try {
            interval.setExpires((int) in.number(Integer.MAX_VALUE));
        } catch (InvalidArgumentException impossible) {
            throw in.bad();
        }
        parameters(in, interval.getParameters());
        return interval;
    }

    private static void parameters(Cursor in, gov.nist.core.NameValueList into) throws SyntaxException {
        Parameters.read(in, into);
        in.blanks();
        in.expectEnd();
    }

    // RFC 3325 section 9.1: a sip and a tel URI at most, though nobody counts them
    static PAssertedIdentityList assertedIdentities(Cursor in) throws SyntaxException {
        var list = new PAssertedIdentityList();
        do {
            list.add(new PAssertedIdentity(identity(in)));
        } while (in.skipSeparator(','));
        in.expectEnd();
        return list;
    }

    static PPreferredIdentity preferredIdentity(Cursor in) throws SyntaxException {
        var identity = new PPreferredIdentity(identity(in));
        in.blanks();
        in.expectEnd();
        return identity;
    }

    private static AddressImpl identity(Cursor in) throws SyntaxException {
        in.count();
        return Addresses.address(in);
    }
}
