/**
 * What the bundles that send SIP requests share: the {@linkplain org.patchbay.sip.dialog.Dialog dialog} as plain data, the
 * {@linkplain org.patchbay.sip.dialog.Requests requests} that are made of it, and the addresses and headers as text. Plain values:
 * nothing here sends, waits or is locked. The bundles that use these classes carry a private copy of them, so this package is
 * exported by none.
 */
@NullMarked
package org.patchbay.sip.dialog;

import org.jspecify.annotations.NullMarked;
