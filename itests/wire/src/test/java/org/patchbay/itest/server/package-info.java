/** The server under test, and the programs that test it, as processes of their own. */
package org.patchbay.itest.server;
