/** A telephone for tests: SIP as text over one socket, so that a test can send and see exactly what it means. */
package org.patchbay.itest.phone;
