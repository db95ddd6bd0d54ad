package org.patchbay.sip.channel.internal;

import java.util.Optional;
import org.patchbay.channel.TransferTarget;
import org.patchbay.channel.Transferor;

/**
 * A REFER that was read.
 *
 * @param target where it leads; empty when the dialog that it names isn't here
 * @param by who sent it, as verified
 */
record Refer(Optional<TransferTarget> target, Transferor by) {}
