/**
 * Sound of files, of tables and of noise. {@link org.patchbay.sound.files.internal.FileSounds} finds what a name stands for; one thread reads
 * ahead of all who listen, so that nobody who plays ever waits for a disk.
 */
@NullMarked
package org.patchbay.sound.files.internal;

import org.jspecify.annotations.NullMarked;
