package org.patchbay.sip.parser;

import gov.nist.javax.sip.header.AuthenticationHeader;

/** Reads credentials and challenges (RFC 3261 section 25.1: auth-param, of any scheme). */
final class Credentials {
    private Credentials() {}

    static <H extends AuthenticationHeader> H read(Cursor in, H header) throws SyntaxException {
        header.setScheme(in.ascii(Octets.TOKEN));
        in.blanks();
        do {
            var parameter = Parameters.one(in);
            if (parameter.getValueAsObject(false).equals("") && !parameter.isValueQuoted()) throw in.bad();
            Parameters.add(in, header.getParameters(), parameter);
        } while (in.skipSeparator(','));
        in.blanks();
        in.expectEnd();
        return header;
    }
}
