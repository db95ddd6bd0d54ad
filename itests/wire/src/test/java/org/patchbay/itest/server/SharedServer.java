package org.patchbay.itest.server;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one server for all classes of the run, stops it after the last, and shows its log of a test that failed. */
final class SharedServer implements ParameterResolver, BeforeTestExecutionCallback, AfterTestExecutionCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == PatchbayServer.class || type == Phones.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == PatchbayServer.class) return server(context);
        return context.getStore(NAMESPACE).computeIfAbsent(Phones.class, type -> new Phones(server(context)));
    }

    static PatchbayServer server(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(PatchbayServer.class, type -> start(), PatchbayServer.class);
    }

    private static PatchbayServer start() {
        DebianPackages.require();
        return PatchbayServer.start("shared", Loopback.address(1, 1));
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        context.getStore(NAMESPACE).put("log", server(context).log().length());
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) return;
        int start = context.getStore(NAMESPACE).getOrDefault("log", Integer.class, 0);
        String log = server(context).log();
        String since = log.substring(Math.min(start, log.length()));
        System.out.printf(
                "--- the server's log during %s%n%s%n---%n",
                context.getDisplayName(), since.substring(Math.max(0, since.length() - 20_000)));
    }
}
