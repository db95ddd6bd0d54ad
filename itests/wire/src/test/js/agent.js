// A telephone of a browser's SIP library, in Node, that does what the lines of its input say, and prints what happens.
//   node agent.js ws://ADDRESS:PORT/ USER PASSWORD DOMAIN RTP_ADDRESS RTP_PORT
import readline from "node:readline";
import {
    Inviter, Messager, Registerer, RegistererState, SessionState, Subscriber, UserAgent,
} from "sip.js";
import WebSocket from "ws";

const [server, user, password, domain, address, port] = process.argv.slice(2);
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; // the server of the tests has made its certificate itself
globalThis.WebSocket = WebSocket;

const say = (...words) => console.log(words.join(" "));
const uri = number => UserAgent.makeURI(number.includes(":") ? number : `sip:${number}@${domain}`);
const answers = {
    onAccept: response => say("accepted", response.message.cseq + " " + response.message.method, response.message.statusCode),
    onReject: response => say("rejected", response.message.cseq + " " + response.message.method, response.message.statusCode),
};

// what a browser does with WebRTC, reduced to a description of plain RTP
function descriptions() {
    const answering = {sendonly: "recvonly", recvonly: "sendonly", inactive: "inactive", sendrecv: "sendrecv"};
    let version = 0;
    let offered = "sendrecv";
    return {
        getDescription: async options => {
            const direction = options?.hold ? "sendonly" : answering[offered];
            return {
                contentType: "application/sdp",
                body: `v=0\r\no=- 1 ${++version} IN IP4 ${address}\r\ns=-\r\nc=IN IP4 ${address}\r\nt=0 0\r\n`
                    + `m=audio ${port} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=${direction}\r\n`,
            };
        },
        setDescription: async text => {
            const direction = /a=(sendonly|recvonly|inactive)/.exec(text)?.[1] ?? "sendrecv";
            say("described", direction);
            // an answer to our hold is no offer
            offered = direction === "recvonly" ? "sendrecv" : direction;
        },
        hasDescription: type => type === "application/sdp",
        rollbackDescription: async () => {},
        sendDtmf: () => false,
        close: () => {},
    };
}

let session;
function watch(next) {
    session = next;
    next.stateChange.addListener(state => {
        if (state === SessionState.Established) say("established");
        if (state === SessionState.Terminated) say("terminated");
    });
}

const agent = new UserAgent({
    uri: uri(user),
    authorizationUsername: user,
    authorizationPassword: password,
    transportOptions: {server},
    sessionDescriptionHandlerFactory: descriptions,
    logLevel: "error",
    delegate: {
        onMessage: message => {
            say("message", message.request.from.uri.user, encodeURIComponent(message.request.body));
            message.accept();
        },
        onInvite: invitation => {
            say("called", invitation.remoteIdentity.uri.user);
            watch(invitation);
            invitation.accept();
        },
    },
});
await agent.start();

const verbs = {
    // as a device of its own (RFC 5626, RFC 5627), when it is told which
    register: instanceId => {
        const registerer = new Registerer(agent, instanceId ? {instanceId, regId: 1} : {});
        registerer.stateChange.addListener(state => {
            if (state === RegistererState.Registered) say("registered", agent.contact.pubGruu ?? "nowhere else");
        });
        registerer.register({requestDelegate: {onReject: answers.onReject}});
    },
    message: (to, text) => new Messager(agent, uri(to), decodeURIComponent(text)).message({requestDelegate: answers}),
    call: to => {
        watch(new Inviter(agent, uri(to)));
        session.invite({requestDelegate: answers});
    },
    hold: () => session.invite({sessionDescriptionHandlerOptions: {hold: true}, requestDelegate: answers}),
    resume: () => session.invite({sessionDescriptionHandlerOptions: {hold: false}, requestDelegate: answers}),
    press: digit => session.info({
        requestOptions: {
            body: {
                contentDisposition: "render",
                contentType: "application/dtmf-relay",
                content: `Signal=${digit}\r\nDuration=100`,
            },
        },
        requestDelegate: answers,
    }),
    transfer: to => session.refer(uri(to), {
        requestDelegate: answers,
        onNotify: notification => {
            say("notified", notification.request.body.trim());
            notification.accept();
        },
    }),
    subscribe: (to, event) => {
        const subscriber = new Subscriber(agent, uri(to), event, {
            delegate: {
                onNotify: notification => {
                    say("notified", encodeURIComponent(notification.request.body));
                    notification.accept();
                },
            },
        });
        subscriber.subscribe();
    },
    hangup: () => session.bye(),
};
for await (const line of readline.createInterface({input: process.stdin})) {
    const [verb, ...words] = line.split(" ");
    await verbs[verb](...words);
}
process.exit(0);
