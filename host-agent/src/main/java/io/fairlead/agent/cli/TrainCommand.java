package io.fairlead.agent.cli;

import io.fairlead.agent.UserError;
import io.fairlead.agent.docker.DockerEngine;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A run while the image is built that loads and links what a real start needs, for the JVM's AOT cache. */
@Command(name = "--train", hidden = true)
final class TrainCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() throws Exception {
        var settings = config.read().config();
        try (RouteSocket routes = RouteSocket.open();
                Poller poller = Poller.open()) {
            routes.links();
            routes.addresses();
            poller.poll(System.nanoTime());
        }
        try {
            DockerEngine.requireReachable(settings.docker().host());
        } catch (UserError expected) {
            // No engine answers inside a build; the classes are loaded all the same.
            return 0;
        }
        return 0;
    }
}
