/**
 * Writes a row for each call that is over, and one for each leg of it (CDR): {@code CallRecordFiles} takes them, {@code CallRow} and {@code LegRow} say
 * what stands in them, {@code DailyFile} is where.
 */
@NullMarked
package org.patchbay.cdr.internal;

import org.jspecify.annotations.NullMarked;
