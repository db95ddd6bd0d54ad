/**
 * What a registration, a call, a relayed packet cost, beside Debian's kamailio and rtpengine. Started by
 * {@code itests/bench/cost}, which compiles this package with {@code phone} and {@code rtp}: it needs nothing but the JDK.
 */
package org.patchbay.itest.bench;
