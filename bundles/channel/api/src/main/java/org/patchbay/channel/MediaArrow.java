package org.patchbay.channel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.media.MediaStatistics;

/**
 * One way that a call's sound takes: from a party to us, or from us to a party.
 *
 * @param channel the id of the leg's channel
 * @param party whom it reaches
 * @param towards whether it is to the party
 * @param packets how many have gone this way
 * @param seen where the party's packets come from
 * @param signalled where the party has said that it is
 * @param verdict what is wrong, in plain words; empty when nothing is
 */
public record MediaArrow(
        String channel,
        String party,
        boolean towards,
        long packets,
        Optional<InetSocketAddress> seen,
        Optional<InetSocketAddress> signalled,
        Optional<String> verdict) {
    /** A phone that suppresses silence still says something this often. */
    private static final Duration SILENT = Duration.ofSeconds(5);

    /** Returns the ways of {@code call}, two for each leg that is up; none for legs whose packets don't come to us. */
    public static List<MediaArrow> of(CallSnapshot call) {
        return call.legs().stream()
                .filter(leg -> leg.up() && !leg.media().direct())
                .flatMap(leg -> Stream.of(from(leg), to(leg)))
                .toList();
    }

    private static MediaArrow from(CallSnapshot.Leg leg) {
        MediaStatistics media = leg.media();
        return new MediaArrow(
                leg.channelId(),
                leg.party(),
                false,
                media.received(),
                media.source(),
                media.signalled(),
                silent(leg.party(), media));
    }

    private static Optional<String> silent(String party, MediaStatistics media) {
        if (media.silence().compareTo(SILENT) < 0) return Optional.empty();
        long seconds = media.silence().toSeconds();
        if (media.received() > 0) {
            return Optional.of("nothing has come from " + party + " for " + seconds
                    + " s: it is on hold or muted without saying so, or has lost its network");
        }
        String asked = "nothing has come from " + party + " in " + seconds + " s";
        if (media.refused() > 0) {
            return Optional.of(asked + ", but " + media.refused()
                    + " packets from elsewhere: it sends from another address than it says, after the first"
                    + " source was taken");
        }
        boolean hidden = media.signalled().map(MediaArrow::isPrivate).orElse(false);
        return Optional.of(
                hidden
                        ? asked + ": it says that it is at the private address "
                                + media.signalled().get().getAddress().getHostAddress()
                                + "; a router or firewall between it and us may keep our address from it, or its"
                                + " packets from us"
                        : asked + ": a firewall may drop its packets, or the address that we tell it is wrong");
    }

    private static boolean isPrivate(InetSocketAddress signalled) {
        InetAddress address = signalled.getAddress();
        return address != null && (address.isSiteLocalAddress() || address.isLinkLocalAddress());
    }

    private static MediaArrow to(CallSnapshot.Leg leg) {
        MediaStatistics media = leg.media();
        Optional<String> verdict = Optional.empty();
        if (media.sent() == 0 && media.silence().compareTo(SILENT) >= 0) {
            verdict = Optional.of("nothing has been sent to " + leg.party()
                    + ": whoever it talks with is silent, or there is nothing to hear");
        } else if (media.quality()
                .toPeer()
                .map(heard -> heard.lossShare() > 0.9)
                .orElse(false)) {
            verdict = Optional.of(leg.party() + " reports that hardly anything arrives of what it is sent");
        }
        return new MediaArrow(
                leg.channelId(), leg.party(), true, media.sent(), media.source(), media.signalled(), verdict);
    }
}
