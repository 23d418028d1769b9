package io.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.Forwarding;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ipvs.SyncDaemon.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ForwardingWorkerTest {
    private final SlowForwarding forwarding = new SlowForwarding();
    private final BlockingQueue<List<ForwardedService>> answers = new LinkedBlockingQueue<>();
    private final ForwardingWorker worker =
            ForwardingWorker.start(() -> forwarding, (desired, status) -> answers.add(desired));

    /** A kernel that takes its time: each call waits to be let through. */
    private static final class SlowForwarding implements Forwarding {
        private final List<List<ForwardedService>> applied = Collections.synchronizedList(new ArrayList<>());
        private final BlockingQueue<Set<Role>> shared = new LinkedBlockingQueue<>();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayGo = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public ForwardingStatus apply(List<ForwardedService> desired) {
            applied.add(desired);
            begun.countDown();
            try {
                mayGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ForwardingStatus.NOT_YET;
        }

        @Override
        public void share(Set<Role> roles) {
            shared.add(roles);
        }

        @Override
        public ForwardingStatus status() {
            return ForwardingStatus.NOT_YET;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static List<ForwardedService> wish(int port) {
        IpAddress address = IpAddress.parse("10.0.0.1");
        ServiceKey key = new ServiceKey.Address(TransportProtocol.TCP, address, port);
        return List.of(
                new ForwardedService("s", address, ServiceEntry.of(VirtualService.of(key, Scheduler.RR)), List.of()));
    }

    @Test
    void wishThatWasOvertakenIsNotCarriedOut() throws InterruptedException {
        worker.apply(wish(1));
        assertThat(forwarding.begun.await(10, TimeUnit.SECONDS)).isTrue();
        worker.apply(wish(2));
        worker.apply(wish(3));
        forwarding.mayGo.countDown();
        assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo(wish(1));
        assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo(wish(3));
        assertThat(forwarding.applied).containsExactly(wish(1), wish(3));
        worker.close();
    }

    @Test
    void rolesAreHandedOnWithoutALookAtTheServices() throws InterruptedException {
        worker.share(Set.of(Role.MASTER));
        assertThat(forwarding.shared.poll(10, TimeUnit.SECONDS)).containsExactly(Role.MASTER);
        worker.finish(10_000);
        assertThat(forwarding.applied).isEmpty();
    }

    @Test
    void lastWishIsCarriedOutBeforeTheEnd() {
        forwarding.mayGo.countDown();
        worker.apply(List.of());
        worker.finish(10_000);
        assertThat(forwarding.applied).containsExactly(List.of());
        assertThat(forwarding.closed.getCount()).isZero();
    }
}
