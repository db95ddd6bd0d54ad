/** Telephones that others have written. */
package org.patchbay.itest.peer;
