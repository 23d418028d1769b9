package io.fairlead.agent;

import io.fairlead.agent.check.Checks;
import io.fairlead.agent.lan.LanRouters;
import io.fairlead.agent.lan.OwnedAddresses;
import io.fairlead.agent.lan.RouterReport;
import io.fairlead.agent.lan.SyncRoles;
import io.fairlead.core.channel.AgentMessage.Handicapped;
import io.fairlead.linux.ipvs.SyncDaemon.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the agent decided. On the loop's thread. */
final class ActionExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(ActionExecutor.class);

    private final LanRouters routers;
    private final OwnedAddresses addresses;
    private final ForwardingWorker forwarding;
    private final Checks checks;
    private final Consumer<Map<String, Handicapped>> handicaps;
    private Set<Role> roles = Set.of();

    /** {@code handicaps} tells the sidecars. */
    ActionExecutor(
            LanRouters routers,
            OwnedAddresses addresses,
            ForwardingWorker forwarding,
            Checks checks,
            Consumer<Map<String, Handicapped>> handicaps) {
        this.checks = checks;
        this.handicaps = handicaps;
        this.routers = routers;
        this.addresses = addresses;
        this.forwarding = forwarding;
    }

    /** To be called now and then: connections are told to other hosts while a LAN address is held here, and heard else. */
    void shareConnections(List<RouterReport> routers) {
        Set<Role> now = SyncRoles.of(routers);
        // Before the first router runs it is not known what this host will be; an earlier life's daemons go on.
        if (!now.equals(roles)) {
            roles = now;
            forwarding.share(now);
        }
    }

    void carryOut(AgentAction action) {
        switch (action) {
            case AgentAction.ApplyForwarding(var desired) -> forwarding.apply(desired);
            case AgentAction.RunRouters(var desired) -> {
                addresses.note(desired);
                routers.bring(desired, System.nanoTime());
                addresses
                        .retain(desired)
                        .forEach(old -> LOG.info(
                                "removed {} from {}: it was left from before and is no longer wanted",
                                old.address(),
                                old.interfaceName()));
            }
            case AgentAction.RunChecks(var desired) -> checks.bring(desired);
            case AgentAction.TellHandicaps(var told) -> handicaps.accept(told);
            case AgentAction.Say(AgentAction.Level level, String text) -> {
                switch (level) {
                    case INFO -> LOG.info(text);
                    case WARNING -> LOG.warn(text);
                }
            }
        }
    }
}
