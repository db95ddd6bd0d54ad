/**
 * What a registration, a call, a relayed packet cost, beside Debian's kamailio and rtpengine. Started by
 * {@code itests/bench/cost}, which compiles this package and the telephones of {@code itests/phone}: it needs nothing but the JDK.
 */
package org.patchbay.itest.bench;
