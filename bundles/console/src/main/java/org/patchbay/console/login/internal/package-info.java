/**
 * Who may use the web console: one user with a password, kept as a hash. The web console calls {@code ConsoleLogin} for
 * every request, and is not there at all while {@code ConsoleLogin} is not.
 */
@NullMarked
package org.patchbay.console.login.internal;

import org.jspecify.annotations.NullMarked;
