package io.fairlead.lab.demo;

import io.fairlead.lab.stack.OneHost;
import java.time.Duration;
import java.util.List;

/**
 * The way of a client's connection as a picture of at most 80 columns.
 *
 * @param forwarding by what the agent forwards
 * @param holder who has the container VIP
 * @param interval between two connections of the client
 */
record Chain(String forwarding, String holder, Duration interval) {
    List<String> lines() {
        String h1 = mark("h1");
        String h2 = mark("h2");
        return """

                  LAN client  %s
                      │       a new connection every %d ms
                      ▼
                  LAN VIP     %s     host agent: VRRP on the LAN
                      │       forwarding by %s
                      ▼
                  VIP         %s        sidecars: VRRP on the bridge
                      ├─%s h1  HAProxy + sidecar ─┐
                      └─%s h2  HAProxy + sidecar ─┴──► b1, b2  backends
                """.formatted(
                OneHost.CLIENT.address(),
                interval.toMillis(),
                OneHost.LAN_VIP.address(),
                forwarding,
                OneHost.VIP,
                h1,
                h2).lines().toList();
    }

    private String mark(String name) {
        return name.equals(holder) ? "──►" : "   ";
    }
}
