/**
 * The live calls. {@code CallTable} is the component; a {@code LiveCall} owns its legs through its {@code Mailbox}; the
 * {@code CallLogic} of a call runs whatever router is attached on a virtual thread, whose verbs are tasks of the mailbox that
 * the thread waits for. Nothing here knows SIP, and nothing here knows dialplans.
 */
@NullMarked
package org.patchbay.channel.core.internal;

import org.jspecify.annotations.NullMarked;
