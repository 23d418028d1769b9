package io.fairlead.agent.member;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.nft.NftSession;
import io.fairlead.linux.sockdiag.ConnectionReset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an old holder finish its connections after its successor has the address: {@link RelayRules} in both namespaces,
 * each owned by an nft that runs in there, so that they go when the agent does. The rules are loaded on a thread of its own.
 */
final class Relays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relays.class);

    private final Consumer<Runnable> loop;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("relay").factory());
    /** The worker's. */
    private final Map<IpAddress, Relay> relays = new HashMap<>();

    /**
     * From whom to whom.
     *
     * @param oldOwn the old holder's own address on that network
     */
    record Route(IpAddress vip, MemberNetwork.Port old, IpAddress oldOwn, MemberNetwork.Port fresh) {}

    /** The members' ids. */
    record Pair(String from, String to) {}

    private record Relay(Pair pair, List<NftSession> sessions) {
        void close() {
            sessions.forEach(NftSession::close);
        }
    }

    /** {@code loop} runs a job on the loop's thread. */
    Relays(Consumer<Runnable> loop) {
        this.loop = loop;
    }

    /** Takes over both handles; {@code whenDone} goes to the loop with why it does not stand, or with nothing. */
    void begin(
            Pair pair, Route route, NetworkNamespace from, NetworkNamespace to, Consumer<Optional<String>> whenDone) {
        worker.execute(() -> {
            Optional<String> failure = begin(pair, route, from, to);
            loop.accept(() -> whenDone.accept(failure));
        });
    }

    private Optional<String> begin(Pair pair, Route route, NetworkNamespace from, NetworkNamespace to) {
        long begun = System.nanoTime();
        try (from;
                to) {
            end(route.vip());
            relays.put(route.vip(), stand(pair, route, from, to));
            LOG.info(
                    "{}: what {} still serves is relayed to it, rules loaded in {} ms",
                    route.vip(),
                    route.oldOwn(),
                    (System.nanoTime() - begun) / 1_000_000);
            return Optional.empty();
        } catch (Exception e) {
            LOG.warn(
                    "{}: no relay, so what {} still serves will break: {}",
                    route.vip(),
                    route.oldOwn(),
                    e.getMessage());
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The successor first: as long as nobody sends it anything for the address its rules do nothing. */
    private static Relay stand(Pair pair, Route route, NetworkNamespace from, NetworkNamespace to) throws Exception {
        NftSession bounce = to.call(() -> bounce(route));
        try {
            return new Relay(pair, List.of(bounce, from.call(() -> session(RelayRules.silence(route)))));
        } catch (Exception e) {
            bounce.close();
            throw e;
        }
    }

    /**
     * In the successor's namespace. It may have connections already: when it has taken the address before the relay stands, or
     * still finishes what it had before.
     */
    private static NftSession bounce(Route route) {
        NftSession session = session(RelayRules.learn(route));
        try (ConnectionReset connections = ConnectionReset.open()) {
            session.apply(RelayRules.bounce(route, connections.peers(route.vip())));
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static NftSession session(List<String> rules) {
        NftSession session = NftSession.open();
        try {
            session.apply(rules);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Removes the rules of that address between these, if there are any; then {@code whenEnded} goes to the loop. */
    void end(IpAddress vip, Pair pair, Runnable whenEnded) {
        worker.execute(() -> {
            Relay relay = relays.get(vip);
            if (relay != null && relay.pair().equals(pair)) {
                end(vip);
                LOG.info("{}: nothing is relayed any more", vip);
            }
            loop.accept(whenEnded);
        });
    }

    private void end(IpAddress vip) {
        Relay relay = relays.get(vip);
        if (relay != null) {
            // Forgotten only when it is gone: whoever asks again finds it otherwise.
            relay.close();
            relays.remove(vip);
        }
    }

    @Override
    public void close() {
        worker.execute(() -> {
            relays.values().forEach(Relay::close);
            relays.clear();
        });
        worker.shutdown();
        try {
            if (!worker.awaitTermination(3, TimeUnit.SECONDS)) {
                LOG.warn("the relays' rules were not removed in time; they go with this process");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
