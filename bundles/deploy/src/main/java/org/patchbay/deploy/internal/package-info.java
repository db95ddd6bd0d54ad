/**
 * Puts a feature or module beside, or in the place of, its running version. One thread ({@link
 * org.patchbay.deploy.internal.Deployer}) looks at the folder, checks each new file ({@link org.patchbay.deploy.internal.Archive}),
 * decides what is to run ({@link org.patchbay.deploy.internal.Rollout}, {@link org.patchbay.deploy.internal.WaysBack}), does it to
 * the framework ({@link org.patchbay.deploy.internal.Exchange}, {@link org.patchbay.deploy.internal.FrameworkHost}) and tells the
 * application hosts where calls go ({@link org.patchbay.deploy.internal.Steerings}). What must outlive the process is in {@link
 * org.patchbay.deploy.internal.Histories} and {@link org.patchbay.deploy.internal.Kept}.
 */
@NullMarked
package org.patchbay.deploy.internal;

import org.jspecify.annotations.NullMarked;
