/**
 * The program that {@code bin/patchbay} runs: reads the command line, prepares an instance folder, and starts the
 * framework with the bundles of the installation. Plain Java outside the framework; nobody calls it but the script.
 */
@NullMarked
package org.patchbay.launcher;

import org.jspecify.annotations.NullMarked;
