/**
 * Names to addresses and servers, by Netty's DNS client. {@code DnsResolver} is the service; {@code Lookups} remembers answers of one kind and
 * asks each question once at a time; {@code Inquiry} takes a question from server to server until one answers; {@code Answer},
 * {@code RecordKind} and {@code WireName} read what came, which may be hostile. {@code SystemFile} watches /etc/hosts and /etc/resolv.conf.
 */
@NullMarked
package org.patchbay.io.resolver.internal;

import org.jspecify.annotations.NullMarked;
