// A telephone of a browser's SIP library, in Node: registers over WebSocket, calls a number, sends 50 packets of G.711 and
// says how many came back.   node phone.js ws://ADDRESS:PORT/ USER PASSWORD DOMAIN NUMBER LOCAL_ADDRESS
import dgram from "node:dgram";
import {Inviter, Registerer, RegistererState, SessionState, UserAgent} from "sip.js";
import WebSocket from "ws";

const [server, user, password, domain, number, address] = process.argv.slice(2);
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; // the server of the tests has made its certificate itself
globalThis.WebSocket = WebSocket;

const socket = dgram.createSocket("udp4");
await new Promise(bound => socket.bind(0, address, bound));
let heard = 0;
socket.on("message", () => heard++);

// what a browser does with WebRTC, reduced to a description of plain RTP
function descriptions() {
    const port = socket.address().port;
    let remote;
    return {
        getDescription: async () => ({
            contentType: "application/sdp",
            body: `v=0\r\no=- 1 1 IN IP4 ${address}\r\ns=-\r\nc=IN IP4 ${address}\r\nt=0 0\r\n`
                + `m=audio ${port} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n`,
        }),
        setDescription: async text => {
            remote = {
                address: /c=IN IP4 (\S+)/.exec(text)[1],
                port: Number(/m=audio (\d+)/.exec(text)[1]),
            };
        },
        hasDescription: type => type === "application/sdp",
        rollbackDescription: async () => {},
        sendDtmf: () => false,
        close: () => {},
        remote: () => remote,
    };
}

const agent = new UserAgent({
    uri: UserAgent.makeURI(`sip:${user}@${domain}`),
    authorizationUsername: user,
    authorizationPassword: password,
    transportOptions: {server},
    sessionDescriptionHandlerFactory: descriptions,
    logLevel: "error",
});
await agent.start();

const registerer = new Registerer(agent);
await new Promise(registered => {
    registerer.stateChange.addListener(state => {
        if (state === RegistererState.Registered) registered();
    });
    registerer.register();
});
console.log("registered");

const call = new Inviter(agent, UserAgent.makeURI(`sip:${number}@${domain}`));
await new Promise(established => {
    call.stateChange.addListener(state => {
        if (state === SessionState.Established) established();
    });
    call.invite();
});
console.log("established");

const remote = call.sessionDescriptionHandler.remote();
for (let i = 0; i < 50; i++) {
    const packet = Buffer.alloc(172, 0xff);
    packet.writeUInt8(0x80, 0);
    packet.writeUInt8(0, 1);
    packet.writeUInt16BE(i, 2);
    packet.writeUInt32BE(i * 160, 4);
    packet.writeUInt32BE(4711, 8);
    socket.send(packet, remote.port, remote.address);
    await new Promise(later => setTimeout(later, 20));
}
await new Promise(later => setTimeout(later, 300));
console.log(`heard ${heard}`);
await call.bye();
await registerer.unregister();
await agent.stop();
process.exit(0);
