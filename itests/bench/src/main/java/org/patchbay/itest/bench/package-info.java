/**
 * Three benchmarks: {@code itests/bench/cost}, what a registration, a call, a relayed packet cost, beside Debian's kamailio and
 * rtpengine; {@code itests/bench/relay}, a relayed packet beside a relay in C and rtpengine; and {@code itests/bench/hot-swap}, what
 * calls notice when bundles are replaced under them. The scripts compile this package and the telephones of {@code itests/phone}:
 * that needs nothing but the JDK.
 */
package org.patchbay.itest.bench;
