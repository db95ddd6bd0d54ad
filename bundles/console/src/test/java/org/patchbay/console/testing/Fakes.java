package org.patchbay.console.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** Makes objects of large interfaces of which a test needs a method or two; all others throw. */
public final class Fakes {
    private Fakes() {}

    /** Answers a method by its name and arguments. */
    @FunctionalInterface
    public interface Answers {
        Object answer(String method, Object[] arguments) throws Throwable;
    }

    public static <T> T of(Class<T> type, Answers answers) {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "toString" -> "fake " + type.getSimpleName();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> answers.answer(method.getName(), arguments == null ? new Object[0] : arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    public static Object unexpected(String method) {
        throw new UnsupportedOperationException(method);
    }
}
