/**
 * Who may call whom, and what happens then: subscribers, extensions and trunks. Providers read them from files or a database;
 * the PBX core and the SIP bundles ask them.
 */
@Export
@Version("1.3.0")
@NullMarked
package org.patchbay.pbx;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
