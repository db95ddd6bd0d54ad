package org.patchbay.application.host.internal;

import java.lang.reflect.Proxy;
import java.util.concurrent.RejectedExecutionException;
import org.patchbay.channel.Call;

/** A call whose mailbox takes no more tasks. */
record DeafCall() {
    Call call() {
        return (Call) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Call.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("id")) return "deaf";
                    throw new RejectedExecutionException("full");
                });
    }
}
