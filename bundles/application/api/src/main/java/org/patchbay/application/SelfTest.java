package org.patchbay.application;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a feature may offer so that a new version of it is tried before it gets a call: a service that the deployer calls
 * once, while nobody else sees the bundle yet.
 */
@ConsumerType
@FunctionalInterface
public interface SelfTest {
    /**
     * Returns when the feature can work; throws when it can't, with a message for the operator. It is interrupted when it
     * takes longer than a feature may take to start.
     */
    void test() throws Exception;
}
