/**
 * What a call can be given to, and the verbs that an application is written in. An application is one class: a DS
 * component with the property {@link org.patchbay.application.Application#NAME}. The application host runs it, one virtual
 * thread a call.
 */
@Export
@Version("1.3.0")
@NullMarked
package org.patchbay.application;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
