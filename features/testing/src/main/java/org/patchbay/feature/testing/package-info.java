/**
 * A call for the unit test of an application: {@link org.patchbay.feature.testing.TestCall} is told what will happen, runs
 * the application, and remembers its verbs. No server, no sockets, no waiting.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.patchbay.feature.testing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
