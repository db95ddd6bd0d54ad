/**
 * Loggers that JAIN-SIP is told to load instead of its own, which would need log4j.
 *
 * <p>Whoever creates a stack sets {@code gov.nist.javax.sip.STACK_LOGGER} and {@code
 * gov.nist.javax.sip.SERVER_LOGGER} to the names of the two classes here. The stack loads them by name through its own
 * class loader, so they live in its bundle.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.patchbay.sip.jain;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
