/**
 * Puts a feature beside its running version. One thread ({@link org.patchbay.deploy.internal.Deployer}) looks at the folder,
 * checks each new jar ({@link org.patchbay.deploy.internal.JarCheck}), decides what is to run ({@link
 * org.patchbay.deploy.internal.Rollout}) and does it to the framework ({@link org.patchbay.deploy.internal.FrameworkHost}).
 * Nothing is remembered on disk: what runs is found again by the location of its bundle.
 */
@NullMarked
package org.patchbay.deploy.internal;

import org.jspecify.annotations.NullMarked;
