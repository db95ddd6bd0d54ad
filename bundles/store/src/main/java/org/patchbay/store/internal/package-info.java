/**
 * Keeps where users are reachable: {@code StoredLocationService} answers from memory, {@code BindingFile} follows on
 * disk a second behind, {@code BindingCodec} is the form on disk. And keeps what files were before they were changed:
 * {@code StoredFileHistory} follows {@code InstanceFiles}, {@code Generations} is the form on disk.
 */
@NullMarked
package org.patchbay.store.internal;

import org.jspecify.annotations.NullMarked;
