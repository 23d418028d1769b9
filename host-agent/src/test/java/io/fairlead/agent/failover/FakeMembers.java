package io.fairlead.agent.failover;

import io.fairlead.core.director.Decision;
import io.fairlead.core.model.Model;
import io.fairlead.linux.process.Pidfd;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Notes what it is told, in one list with the channel's. */
final class FakeMembers implements Members {
    final List<String> told;
    final Set<String> dead = new HashSet<>();

    FakeMembers(List<String> told) {
        this.told = told;
    }

    @Override
    public void bring(Model model) {}

    @Override
    public void sidecarConnected(String member, Pidfd sidecar) {
        sidecar.close();
    }

    @Override
    public void channelEnded(String member) {
        told.add("channel ended " + member);
    }

    @Override
    public void heard(String member) {}

    @Override
    public void holders(Set<String> members) {
        told.add("holders " + members);
    }

    @Override
    public void overdue(String member, boolean missing) {
        told.add("overdue " + member + " " + missing);
    }

    @Override
    public boolean isDead(String member) {
        return dead.contains(member);
    }

    @Override
    public void fence(Decision.Fence fence) {
        told.add("fence " + fence.member());
    }

    @Override
    public void awaitHolder(Decision.Promote promote) {
        told.add("await " + promote.member());
    }

    @Override
    public void pointNeighbour(Decision.PointNeighbour decision) {
        told.add("neighbour " + decision.member());
    }

    @Override
    public void relay(Decision.Relay relay) {
        told.add("relay " + relay.from() + " " + relay.to());
    }

    @Override
    public void endRelay(Decision.EndRelay end) {
        told.add("end of relay");
    }
}
