/**
 * SIP calls as channels. {@link org.patchbay.sip.channel.internal.SipCallHandler} takes requests from the stack and finds their
 * leg in the {@link org.patchbay.sip.channel.internal.LegTable}; a leg's messages, timers and verbs run within tasks of
 * its {@link org.patchbay.channel.ChannelOwner}, so nothing in a leg is locked. Dialogs are plain
 * {@linkplain org.patchbay.sip.dialog.Dialog records}.
 */
@NullMarked
package org.patchbay.sip.channel.internal;

import org.jspecify.annotations.NullMarked;
