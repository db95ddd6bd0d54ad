package org.patchbay.pbx;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.SrtpPolicy;

/**
 * A connection with another SIP server: a carrier, or another PBX.
 *
 * @param name unique; what a dialplan calls it
 * @param servers the servers' URIs in the order in which they are tried, such as {@code sip:sip.example.net;transport=tcp}
 * @param login what our requests are authenticated with, and the account that registers
 * @param registers whether we register with it, so that it sends the account's calls to us
 * @param expires how long a registration is asked for
 * @param from whom our calls are from
 * @param entry how its calls come in
 * @param trusted whether P-Asserted-Identity is believed from it and sent to it (RFC 3325)
 * @param health how often each of its servers is asked whether it is there; zero for never
 * @param channelsMax how many calls there may be at once, both ways together
 * @param diversion whether a trusted trunk is told of diversions in the Diversion header (RFC 5806), besides History-Info
 * @param directMedia whether it may send its media to phones directly, and they to it, so that it doesn't come to us
 * @param srtp whether its media is to be encrypted
 * @param dtmf how it presses keys
 */
public record Trunk(
        String name,
        List<String> servers,
        Optional<Login> login,
        boolean registers,
        Duration expires,
        From from,
        Entry entry,
        boolean trusted,
        Duration health,
        OptionalInt channelsMax,
        boolean diversion,
        boolean directMedia,
        SrtpPolicy srtp,
        DigitPolicy dtmf) {

    public Trunk {
        servers = List.copyOf(servers);
        if (name.isEmpty()) throw new IllegalArgumentException("a trunk without a name");
        if (servers.isEmpty()) throw new IllegalArgumentException("trunk " + name + " has no server");
        if (registers && login.isEmpty()) throw new IllegalArgumentException("trunk " + name + " has no user");
    }

    /** Makes a trunk that knows no Diversion header, and whose media all comes to us. */
    public Trunk(
            String name,
            List<String> servers,
            Optional<Login> login,
            boolean registers,
            Duration expires,
            From from,
            Entry entry,
            boolean trusted,
            Duration health,
            OptionalInt channelsMax) {
        this(name, servers, login, registers, expires, from, entry, trusted, health, channelsMax, false, false);
    }

    /** Makes a trunk that is offered plain RTP. */
    public Trunk(
            String name,
            List<String> servers,
            Optional<Login> login,
            boolean registers,
            Duration expires,
            From from,
            Entry entry,
            boolean trusted,
            Duration health,
            OptionalInt channelsMax,
            boolean diversion,
            boolean directMedia) {
        this(
                name,
                servers,
                login,
                registers,
                expires,
                from,
                entry,
                trusted,
                health,
                channelsMax,
                diversion,
                directMedia,
                SrtpPolicy.OFF,
                DigitPolicy.AUTO);
    }

    /**
     * An account with the other server.
     *
     * @param user the account's address of record is of this user
     * @param authenticationUser the user name of digest authentication, mostly the same
     * @param password never logged; empty when the server asks for none
     */
    public record Login(String user, String authenticationUser, String password) {
        @Override
        public String toString() {
            return "Login[" + user + ", hidden]";
        }
    }

    /**
     * What stands in From of calls to the trunk.
     *
     * @param user the user part; empty for the account's or else the caller's number
     * @param domain the host part; empty for the first server's
     */
    public record From(Optional<String> user, Optional<String> domain) {}

    /**
     * How calls from the trunk come in.
     *
     * @param context the dialplan context that they enter
     * @param sources addresses, CIDR ranges and host names that they come from; empty for the addresses of the servers
     * @param byAddress whether a call is recognised by where it comes from
     * @param byLine whether a call is recognised by the contact that we registered
     */
    public record Entry(String context, List<String> sources, boolean byAddress, boolean byLine) {
        public Entry {
            sources = List.copyOf(sources);
        }
    }
}
