/**
 * Keeps where users are reachable: {@code StoredLocationService} answers from memory, {@code BindingFile} follows on
 * disk a second behind, {@code BindingCodec} is the form on disk.
 */
@NullMarked
package org.patchbay.store.internal;

import org.jspecify.annotations.NullMarked;
