/**
 * The pages of the category Patchbay in the web console. A page is a fixed piece of HTML; its values come as JSON and are
 * put into the document as text, never as markup, because display names and the like are written by strangers.
 */
@NullMarked
package org.patchbay.console.page.internal;

import org.jspecify.annotations.NullMarked;
