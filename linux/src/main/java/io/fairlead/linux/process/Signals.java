package io.fairlead.linux.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Signals sent to this process, as events for its loop.
 *
 * <p>Through the JVM's own dispatcher, {@code sun.misc.Signal}: it has no public successor, and compiling against it is a
 * warning that cannot be silenced; hence reflection, here and nowhere else.
 */
public final class Signals {
    private Signals() {}

    /**
     * Hands each of these signals to {@code onSignal} from now on, instead of what the JVM does with it. It is called on
     * a thread of the JVM: enqueue and wake the loop, do nothing else there.
     *
     * <p>HotSpot suspends threads with USR2 when something such as the flight recorder asks it to. A launcher moves that
     * out of the way with the environment variable {@code _JAVA_SR_SIGNUM=60}; without it USR2 arrives too, but
     * recordings then look like it.
     *
     * @return those that could not be taken over, with the reason in words
     */
    public static Map<Signal, String> deliver(Set<Signal> signals, Consumer<Signal> onSignal) {
        Map<Signal, String> refused = new EnumMap<>(Signal.class);
        for (Signal signal : signals) {
            try {
                handle(signal, onSignal);
            } catch (InvocationTargetException e) {
                refused.put(signal, e.getCause().getMessage());
            } catch (ReflectiveOperationException e) {
                refused.put(signal, "this JVM has no sun.misc.Signal: " + e.getMessage());
            }
        }
        return refused;
    }

    private static void handle(Signal signal, Consumer<Signal> onSignal) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object handler = Proxy.newProxyInstance(
                Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        onSignal.accept(signal);
                    }
                    return null;
                });
        Object jvmSignal = type.getConstructor(String.class).newInstance(signal.name());
        type.getMethod("handle", type, handlerType).invoke(null, jvmSignal, handler);
    }
}
