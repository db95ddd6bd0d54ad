/** What the server must do on the wire, one class a subject; docs/test-plan.md maps use cases to these tests. */
package org.patchbay.itest.wire;
