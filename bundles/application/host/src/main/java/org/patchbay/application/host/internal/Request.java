package org.patchbay.application.host.internal;

import org.patchbay.application.Arguments;
import org.patchbay.application.Users;
import org.patchbay.channel.Call;

/** What the PBX asks for: an application on a call. */
record Request(String application, Arguments arguments, Call call, Users users) {}
