package org.patchbay.sip.parser;

import gov.nist.javax.sip.header.Accept;
import gov.nist.javax.sip.header.Allow;
import gov.nist.javax.sip.header.AllowEvents;
import gov.nist.javax.sip.header.Authorization;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.Expires;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.ProxyAuthorization;
import gov.nist.javax.sip.header.ProxyRequire;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.Require;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Server;
import gov.nist.javax.sip.header.Subject;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Unsupported;
import gov.nist.javax.sip.header.UserAgent;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.header.extensions.SessionExpires;

/**
 * Empty headers, made by cloning: the constructors of JAIN-SIP intern the header's name each time, which took half of the time that a
 * message takes. A clone shares with the others its list of parameters that come twice, which only P-Charging-Function-Addresses uses.
 */
final class Blanks {
    static final Via VIA = new Via();
    static final From FROM = new From();
    static final To TO = new To();
    static final Contact CONTACT = new Contact();
    static final Route ROUTE = new Route();
    static final RecordRoute RECORD_ROUTE = new RecordRoute();
    static final CallID CALL_ID = new CallID();
    static final MaxForwards MAX_FORWARDS = new MaxForwards();
    static final Expires EXPIRES = new Expires();
    static final UserAgent USER_AGENT = new UserAgent();
    static final Server SERVER = new Server();
    static final Subject SUBJECT = new Subject();
    static final Allow ALLOW = new Allow();
    static final AllowEvents ALLOW_EVENTS = new AllowEvents();
    static final Supported SUPPORTED = new Supported();
    static final Require REQUIRE = new Require();
    static final ProxyRequire PROXY_REQUIRE = new ProxyRequire();
    static final Unsupported UNSUPPORTED = new Unsupported();
    static final Accept ACCEPT = new Accept();
    static final MinSE MIN_SE = new MinSE();
    static final SessionExpires SESSION_EXPIRES = new SessionExpires();
    static final Authorization AUTHORIZATION = new Authorization();
    static final ProxyAuthorization PROXY_AUTHORIZATION = new ProxyAuthorization();
    static final BodyType BODY_TYPE = new BodyType();
    static final ExactCSeq CSEQ = new ExactCSeq();

    private Blanks() {}

    @SuppressWarnings("unchecked") // a clone is of the same class
    static <H extends SIPHeader> H of(H blank) {
        return (H) blank.clone();
    }
}
