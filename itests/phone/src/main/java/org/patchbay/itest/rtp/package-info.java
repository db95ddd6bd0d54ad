/** Sound on the wire, for tests: RTP packets, their counting, and the comparison of what was heard with what was said. */
package org.patchbay.itest.rtp;
