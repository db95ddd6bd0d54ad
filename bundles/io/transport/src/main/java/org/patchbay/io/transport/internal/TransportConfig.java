package org.patchbay.io.transport.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings of one listener: a file {@code etc/org.patchbay.io.transport-NAME.config} each. */
@ObjectClassDefinition(
        name = "Patchbay listener",
        description = "A port at which phones and other servers reach this server. Each has a configuration of its own;"
                + " adding, changing or removing one leaves the others alone.")
@interface TransportConfig {
    /** Factory PID of the configurations. */
    String PID = "org.patchbay.io.transport";

    @AttributeDefinition(
            name = "Name",
            description = "What this listener is called in logs and lists, such as udp; unique among the listeners.")
    String listener_name() default "";

    @AttributeDefinition(
            name = "Protocol",
            description = "How messages travel: udp, tcp, tls (TCP within TLS), ws (WebSocket) or wss (WebSocket within"
                    + " TLS).",
            options = {
                @Option(label = "UDP", value = "udp"),
                @Option(label = "TCP", value = "tcp"),
                @Option(label = "TLS", value = "tls"),
                @Option(label = "WebSocket", value = "ws"),
                @Option(label = "secure WebSocket", value = "wss")
            })
    String protocol() default "udp";

    @AttributeDefinition(
            name = "Address",
            description = "The address of this machine to listen on, in numbers. 0.0.0.0: all IPv4 addresses; :: : also"
                    + " IPv6.")
    String address() default "0.0.0.0";

    @AttributeDefinition(name = "Port", description = "The port to listen on.")
    int port() default 5060;

    @AttributeDefinition(
            name = "Advertised address",
            description =
                    "HOST or HOST:PORT that peers are told to send to, when that differs from the address above, as"
                        + " behind a router. Empty: the address above, or for 0.0.0.0 the one that this machine uses"
                        + " towards the internet.",
            required = false)
    String advertise() default "";

    @AttributeDefinition(
            name = "Longest message in bytes",
            description = "A message that is longer is refused: a datagram is dropped, a connection closed. 1024 to"
                    + " 16777216; a datagram has 65507 at most.")
    int message_bytes_max() default 81_920;

    @AttributeDefinition(
            name = "Most bytes that wait to be sent",
            description =
                    "When more waits for one peer, its connection is closed. For UDP: for all peers together; what is"
                            + " beyond is dropped.")
    int queue_bytes_max() default 4_194_304;

    @AttributeDefinition(
            name = "UDP: one socket for each processor",
            description =
                    "Lets the kernel spread the peers over a socket for each processor (SO_REUSEPORT); Linux only.")
    boolean reuse_port() default true;

    @AttributeDefinition(
            name = "Most connections",
            description = "How many may be open at once. One more is closed as soon as it is opened.")
    int connections_max() default 10_000;

    @AttributeDefinition(
            name = "Most connections of one source",
            description =
                    "How many may be open at once from one IPv4 address or one IPv6 network of 64 bits. Phones behind"
                            + " one router count together.")
    int connections_per_source_max() default 500;

    @AttributeDefinition(
            name = "Seconds to set up a connection",
            description =
                    "A connection that is not connected, through its TLS handshake and through its WebSocket upgrade"
                            + " by then is closed.")
    int setup_seconds_max() default 10;

    @AttributeDefinition(
            name = "Seconds to the first message",
            description =
                    "A connection from outside that has sent no whole message, and no keep-alive, by then is closed. 0:"
                            + " it may take as long as a silence.")
    int first_message_seconds_max() default 30;

    @AttributeDefinition(
            name = "Seconds for one message",
            description =
                    "A message must have arrived in full so long after its first byte, or its connection is closed.")
    int message_seconds_max() default 10;

    @AttributeDefinition(
            name = "Seconds of silence",
            description = "A connection on which nothing arrives for so long is closed. Should be longer than a"
                    + " registration. 0: never.")
    int idle_seconds_max() default 7500;

    @AttributeDefinition(
            name = "TLS: certificate",
            description =
                    "PEM file of the certificate, followed by those of its authorities; read again when it changes."
                        + " When neither it nor the key exists, a self-signed one is made. From the server's folder.")
    String certificate() default "etc/tls/patchbay.crt";

    @AttributeDefinition(name = "TLS: key", description = "PEM file of the private key, without a password.")
    String key() default "etc/tls/patchbay.key";

    @AttributeDefinition(
            name = "TLS: folder of further certificates",
            description = "HOST.crt and HOST.key in it are used when a peer asks for that host (SNI), and for the other"
                    + " names in the certificate.",
            required = false)
    String certificates() default "etc/tls";

    @AttributeDefinition(
            name = "TLS: certificates of peers",
            description = "none: peers are not asked for one. want: they are asked, and may have none; one that is not"
                    + " trusted is refused. need: peers without one that is trusted are refused.",
            options = {
                @Option(label = "none", value = "none"),
                @Option(label = "want", value = "want"),
                @Option(label = "need", value = "need")
            })
    String client_auth() default "none";

    @AttributeDefinition(
            name = "TLS: trusted authorities",
            description = "PEM file of the certificates by which peers are trusted. Empty: those that Java comes with.",
            required = false)
    String trust() default "";

    @AttributeDefinition(
            name = "TLS: checks of servers",
            description =
                    "When this server opens a connection. host: the certificate must be trusted, and be for the host"
                        + " that was dialled. chain: it must be trusted. none: any will do; whoever is in between can"
                        + " listen.",
            options = {
                @Option(label = "host", value = "host"),
                @Option(label = "chain", value = "chain"),
                @Option(label = "none", value = "none")
            })
    String verify() default "host";

    @AttributeDefinition(
            name = "TLS: most handshakes at once",
            description = "When more are under way, the oldest of them is closed.")
    int handshakes_max() default 256;

    @AttributeDefinition(
            name = "TLS: most handshakes at once of one source",
            description = "One more from the same IPv4 address, or IPv6 network of 64 bits, is closed as it is opened.")
    int handshakes_per_source_max() default 32;

    @AttributeDefinition(
            name = "WebSocket: path",
            description = "The path that clients must ask for, such as /ws. Empty: any.",
            required = false)
    String path() default "";

    @AttributeDefinition(
            name = "WebSocket: origins",
            description =
                    "The web sites whose pages may connect, such as https://phone.example.com; * is any. Clients that"
                            + " are no browsers send none, and are let in.")
    String[] origins() default "*";

    @AttributeDefinition(
            name = "WebSocket: seconds between pings",
            description = "How often each client is asked for a sign of life, which also keeps routers from forgetting"
                    + " it. 0: never.")
    int ping_seconds() default 30;

    @AttributeDefinition(
            name = "WebSocket: seconds for a pong",
            description = "A client from which nothing has come so long after a ping is closed.")
    int pong_seconds() default 10;
}
