package org.patchbay.sip;

import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.pbx.Subscriber;

/** Takes the messages (MESSAGE, RFC 3428) to users who have no device registered; the highest ranking is asked first. */
@ConsumerType
@FunctionalInterface
public interface MessageHandler {
    /**
     * Takes {@code message} if it will see to it, which its sender is told with 202 (RFC 3428 section 7). Called on a thread of the
     * transport: must not block.
     *
     * @return false to leave it to the next handler, and in the end to 480
     */
    boolean take(Message message);

    /** A message as it came: {@code body} is in {@code contentType}, and to be passed on as it is. */
    record Message(Subscriber sender, AddressOfRecord receiver, String contentType, byte[] body) {}
}
