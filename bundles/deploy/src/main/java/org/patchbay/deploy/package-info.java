/**
 * Features that are exchanged while the server runs: what is in the folder {@code deploy/}, which version of each is in
 * use, and why a jar is not. {@link org.patchbay.deploy.Deployments} is for whoever shows it.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.patchbay.deploy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
