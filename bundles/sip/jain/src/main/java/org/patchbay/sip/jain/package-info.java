/**
 * The logger that JAIN-SIP's messages and parsers write to, instead of their own, which would need log4j. It lives in their
 * bundle, because it takes the place of a class of theirs ({@code gov.nist.core.CommonLogger}).
 */
@Export
@Version("1.0.0")
@NullMarked
package org.patchbay.sip.jain;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
