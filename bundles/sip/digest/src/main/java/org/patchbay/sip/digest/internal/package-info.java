/**
 * Digest access authentication: {@code DigestVerifier} is the service, {@code Nonces} makes and recognises nonces
 * without remembering them, {@code NonceCounts} remembers those in use, so that nothing is answered twice.
 */
@NullMarked
package org.patchbay.sip.digest.internal;

import org.jspecify.annotations.NullMarked;
