package org.patchbay.application.host.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.concurrent.RejectedExecutionException;
import org.patchbay.channel.Call;

/** A call whose mailbox takes no more tasks. */
record DeafCall() {
    Call call() {
        return (Call) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Call.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "id" -> "deaf";
                        case "variables" -> new HashMap<String, String>();
                        default -> throw new RejectedExecutionException("full");
                    };
                });
    }
}
