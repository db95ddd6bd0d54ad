/**
 * Two benchmarks: {@code itests/bench/cost}, what a registration, a call, a relayed packet cost, beside Debian's kamailio and
 * rtpengine; and {@code itests/bench/hot-swap}, what calls notice when bundles are replaced under them. Both scripts compile this
 * package and the telephones of {@code itests/phone}: they need nothing but the JDK.
 */
package org.patchbay.itest.bench;
