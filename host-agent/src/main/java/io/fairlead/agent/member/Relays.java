package io.fairlead.agent.member;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.nft.NftSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private record Relay(List<NftSession> sessions) {
        void close() {
            sessions.forEach(NftSession::close);
        }
    }

    /** {@code loop} runs a job on the loop's thread. */
    Relays(Consumer<Runnable> loop) {
        this.loop = loop;
    }

    /** Takes over both handles; {@code whenSettled} goes to the loop whether or not it stands. */
    void begin(Route route, NetworkNamespace from, NetworkNamespace to, Runnable whenSettled) {
        worker.execute(() -> {
            try (from;
                    to) {
                end(relays.remove(route.vip()));
                relays.put(route.vip(), stand(route, from, to));
                LOG.info("{}: what {} still serves is relayed to it", route.vip(), route.oldOwn());
            } catch (Exception e) {
                LOG.warn(
                        "{}: no relay, so what {} still serves will break: {}",
                        route.vip(),
                        route.oldOwn(),
                        e.getMessage());
            } finally {
                loop.accept(whenSettled);
            }
        });
    }

    /** The successor first: as long as nobody sends it anything for the address its rules do nothing. */
    private static Relay stand(Route route, NetworkNamespace from, NetworkNamespace to) throws Exception {
        NftSession bounce = to.call(() -> session(RelayRules.bounce(route)));
        try {
            return new Relay(List.of(bounce, from.call(() -> session(RelayRules.silence(route)))));
        } catch (Exception e) {
            bounce.close();
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

    /** Removes the rules of that address, if there are any. */
    void end(IpAddress vip) {
        worker.execute(() -> {
            Relay relay = relays.remove(vip);
            if (relay != null) {
                end(relay);
                LOG.info("{}: nothing is relayed any more", vip);
            }
        });
    }

    private static void end(Relay relay) {
        if (relay != null) {
            relay.close();
        }
    }

    @Override
    public void close() {
        worker.execute(() -> {
            relays.values().forEach(Relays::end);
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
