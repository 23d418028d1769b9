package io.fairlead.agent.failover;

import io.fairlead.agent.channel.MemberChannel;
import io.fairlead.core.channel.AgentMessage.Handicapped;
import io.fairlead.core.health.Handicap;
import java.util.HashMap;
import java.util.Map;

/** Tells the sidecars what speaks against their members: at each change, and those that connect. The loop's thread. */
final class Handicaps {
    private final MemberChannel channel;
    private Map<String, Handicapped> latest = Map.of();

    Handicaps(MemberChannel channel) {
        this.channel = channel;
    }

    /** So it is from now on, by container; of whom nothing is said any more, nothing speaks against. */
    void bring(Map<String, Handicapped> next) {
        Map<String, Handicapped> all = new HashMap<>();
        latest.forEach((member, before) -> all.put(member, new Handicapped(before.vip(), Handicap.NONE)));
        all.putAll(next);
        all.forEach((member, handicapped) -> {
            if (!handicapped.equals(latest.getOrDefault(member, new Handicapped(handicapped.vip(), Handicap.NONE)))) {
                channel.send(member, handicapped);
            }
        });
        latest = Map.copyOf(next);
    }

    /** A sidecar begins with nothing. */
    void connected(String member) {
        Handicapped handicapped = latest.get(member);
        if (handicapped != null && !handicapped.handicap().equals(Handicap.NONE)) {
            channel.send(member, handicapped);
        }
    }
}
