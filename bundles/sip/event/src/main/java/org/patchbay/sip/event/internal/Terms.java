package org.patchbay.sip.event.internal;

import org.patchbay.channel.AddressOfRecord;

/**
 * What was agreed when a subscription began; it stays as long as that lives.
 *
 * @param subscriber whose identity was verified
 * @param resource as the event package calls it
 * @param contentType of the documents
 */
record Terms(Headers.Event event, AddressOfRecord subscriber, String resource, String contentType) {
    Subscriptions.Topic topic() {
        return new Subscriptions.Topic(event.name(), resource);
    }
}
