/** What runs in the measured process of {@code itests/bench/relay}, with the relay's own classes. */
package org.patchbay.itest.bench.relay;
