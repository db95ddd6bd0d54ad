/** Trunks: their registrations, health, inbound recognition, credentials. */
@NullMarked
package org.patchbay.sip.trunk.internal;

import org.jspecify.annotations.NullMarked;
