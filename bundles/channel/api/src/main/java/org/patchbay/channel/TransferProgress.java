package org.patchbay.channel;

/** How a transfer stands, for the peer that asked for it. */
public sealed interface TransferProgress {
    /** It is under way; the first thing said, unless it is refused. */
    record Accepted() implements TransferProgress {}

    /** It is not tried; the only thing said. */
    record Refused(Cause cause) implements TransferProgress {}

    /** The called side is being alerted. */
    record Alerting() implements TransferProgress {}

    /** The other side has been put through, and is no longer this channel's. The last thing said. */
    record Connected() implements TransferProgress {}

    /** Nothing came of it; the other side is back, unless it has hung up. The last thing said. */
    record Failed(Cause cause) implements TransferProgress {}

    /** There is no such call whose place could be taken; the other side is back. The last thing said. */
    record NoSuchCall() implements TransferProgress {}
}
