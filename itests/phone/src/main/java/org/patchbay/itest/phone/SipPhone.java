package org.patchbay.itest.phone;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** A telephone of one user. It does nothing by itself: the test says what it sends, and asks for what it must get. */
public final class SipPhone implements AutoCloseable {
    /** How long the server may take for anything that it does at once. */
    public static final Duration SOON = Duration.ofSeconds(5);

    private final Wire wire;
    private final InetSocketAddress server;
    private final String number;
    private final String password;
    private final SipSocket socket;
    private final Inbox inbox = new Inbox();
    private final String registrationId = id();
    private long registrations;
    private String algorithm = "SHA-256";

    private SipPhone(Wire wire, InetSocketAddress server, InetSocketAddress local, String number, String password) {
        this.wire = wire;
        this.server = server;
        this.number = number;
        this.password = password;
        this.socket = wire.open(local, server, this::received);
    }

    public static SipPhone udp(InetSocketAddress server, InetSocketAddress local, String number, String password) {
        return over(Wire.UDP, server, local, number, password);
    }

    public static SipPhone tcp(InetSocketAddress server, InetSocketAddress local, String number, String password) {
        return over(Wire.TCP, server, local, number, password);
    }

    /** Opens a phone at the address at which {@code server} speaks {@code wire}. */
    public static SipPhone over(
            Wire wire, InetSocketAddress server, InetSocketAddress local, String number, String password) {
        return new SipPhone(wire, server, local, number, password);
    }

    private void received(String text) {
        if (!text.isBlank()) inbox.add(SipMessage.parse(text));
    }

    public String number() {
        return number;
    }

    public String password() {
        return password;
    }

    public InetSocketAddress local() {
        return socket.local();
    }

    public String transport() {
        return socket.transport();
    }

    /** Makes the phone answer challenges of that algorithm; SHA-256 unless told. */
    public SipPhone algorithm(String newAlgorithm) {
        this.algorithm = newAlgorithm;
        return this;
    }

    public String uri() {
        return "sip:" + number + "@" + serverHost();
    }

    public String uriOf(String other) {
        return "sip:" + other + "@" + serverHost();
    }

    public String serverHost() {
        return server.getAddress().getHostAddress() + ":" + server.getPort();
    }

    public String contact() {
        return "<sip:%s@%s:%d%s>"
                .formatted(number, local().getAddress().getHostAddress(), local().getPort(), wire.parameter());
    }

    public static String id() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    /** Returns a Via of this phone with a new branch. */
    public String via() {
        return "SIP/2.0/%s %s:%d;branch=z9hG4bK%s;rport"
                .formatted(transport(), local().getAddress().getHostAddress(), local().getPort(), id());
    }

    /** Starts a request outside a dialog, from this user to {@code uri}. */
    public SipMessage newRequest(String method, String uri) {
        return SipMessage.request(method, uri)
                .with("Via", via())
                .with("Max-Forwards", 70)
                .with("From", "<" + uri() + ">;tag=" + id())
                .with("To", "<" + uri + ">")
                .with("Call-ID", id())
                .with("CSeq", "1 " + method);
    }

    /** Returns the next REGISTER of this phone's registration, without a contact. */
    public SipMessage newRegister() {
        registrations++;
        return newRequest("REGISTER", "sip:" + serverHost())
                .replacing("To", "<" + uri() + ">")
                .replacing("Call-ID", registrationId)
                .replacing("CSeq", registrations + " REGISTER");
    }

    public void send(SipMessage message) {
        socket.send(message.text().getBytes(StandardCharsets.UTF_8));
    }

    public void sendBytes(byte[] bytes) {
        socket.send(bytes);
    }

    /** Sends a request and returns its final response; fails when none comes. */
    public SipMessage ask(SipMessage request) {
        send(request);
        return expectFinal(request);
    }

    /**
     * Sends a request, answers the challenge, and returns the final response to that; answers a second challenge that only
     * says that the nonce was stale (RFC 7616 section 3.3).
     */
    public SipMessage askVerified(SipMessage request) {
        SipMessage response = ask(request);
        if (!isChallenge(response)) return response;
        SipMessage answered = answer(request, response);
        SipMessage next = ask(answered);
        return isStale(next) ? ask(answerAgain(answered, next)) : next;
    }

    private static boolean isChallenge(SipMessage response) {
        return response.status() == 401 || response.status() == 407;
    }

    /** Tells whether the server only wants a newer nonce, and no other password. */
    static boolean isStale(SipMessage response) {
        return isChallenge(response) && Digest.challenges(response).stream().anyMatch(Digest::stale);
    }

    /** Returns a request that has credentials once more, with those for a newer challenge. */
    SipMessage answerAgain(SipMessage answered, SipMessage challenged) {
        return answer(answered.without(credentialsName(challenged)), challenged);
    }

    /** Returns {@code request} once more, with credentials for the challenge: a new branch and the next CSeq. */
    public SipMessage answer(SipMessage request, SipMessage challenged) {
        Digest challenge = Digest.challenge(challenged, algorithm);
        return again(request).with(credentialsName(challenged), challenge.answer(request, number, password));
    }

    /** Returns {@code request} with a new branch and the next CSeq, as RFC 3261 section 22.1 wants it. */
    public SipMessage again(SipMessage request) {
        if (request.is("REGISTER")) registrations = Math.max(registrations, request.cseq() + 1);
        return request.replacing("Via", via()).replacing("CSeq", (request.cseq() + 1) + " " + request.method());
    }

    static String credentialsName(SipMessage challenged) {
        return challenged.status() == 407 ? "Proxy-Authorization" : "Authorization";
    }

    /** Registers the phone's contact and fails when the server doesn't take it. */
    public SipPhone register() {
        SipMessage response = register(600);
        if (response.status() != 200) throw new AssertionError("not registered:\n" + response);
        return this;
    }

    /** Registers the phone's contact for {@code seconds} and returns the final response. */
    public SipMessage register(int seconds) {
        return askVerified(newRegister().with("Contact", contact()).with("Expires", seconds));
    }

    /** Returns the contacts that the server holds for this user. */
    public List<String> registeredContacts() {
        return askVerified(newRegister()).list("Contact");
    }

    public SipMessage expect(String what, Predicate<SipMessage> wanted) {
        return expect(what, wanted, SOON);
    }

    /** Returns the first message that is {@code wanted}; fails when it hasn't come within {@code limit}. */
    public SipMessage expect(String what, Predicate<SipMessage> wanted, Duration limit) {
        return inbox.take(wanted, limit)
                .orElseThrow(() -> new AssertionError(
                        number + " got no " + what + " within " + limit + "; unread: " + inbox.content()));
    }

    public SipMessage expectRequest(String method) {
        return expect(method, message -> message.is(method));
    }

    public SipMessage expectFinal(SipMessage request) {
        return expect(
                "final response to " + request.startLine(),
                message -> message.status() >= 200
                        && message.branch().equals(request.branch())
                        && message.cseqMethod().equals(request.method()));
    }

    /** Fails when a message that is {@code unwanted} comes within {@code limit}. */
    public void expectNo(String what, Predicate<SipMessage> unwanted, Duration limit) {
        inbox.take(unwanted, limit).ifPresent(message -> {
            throw new AssertionError(number + " got " + what + ":\n" + message);
        });
    }

    /** Waits for so many BYEs, of whatever calls, and answers them. */
    public void answerByes(int count) {
        for (int i = 0; i < count; i++) send(expectRequest("BYE").response(200, "OK"));
    }

    /** Rings until the test answers: returns the call that comes in. */
    public IncomingCall expectCall() {
        return new IncomingCall(this, expectRequest("INVITE"));
    }

    /** Rings until the test answers, for calls of that number alone: returns the call that comes in. */
    public IncomingCall expectCallOf(String caller) {
        String address = "sip:" + caller + "@";
        return new IncomingCall(
                this,
                expect(
                        "INVITE of " + caller,
                        message -> message.is("INVITE") && message.need("From").contains(address)));
    }

    /** Calls {@code other}, answering the challenge. */
    public OutgoingCall call(String other, Sdp offer) {
        return OutgoingCall.start(this, other, java.util.Optional.of(offer));
    }

    /** Sends an INVITE of the test's own, answering the challenge. */
    public OutgoingCall call(SipMessage invite) {
        return OutgoingCall.start(this, invite);
    }

    /** Calls {@code other} and leaves the offer to the other side. */
    public OutgoingCall callWithoutOffer(String other) {
        return OutgoingCall.start(this, other, java.util.Optional.empty());
    }

    @Override
    public void close() {
        socket.close();
    }
}
