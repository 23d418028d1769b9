package io.fairlead.sidecar;

import io.fairlead.core.channel.AgentFrames;
import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.Frame;
import io.fairlead.core.health.Handicap;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.ReceivedPacket;
import io.fairlead.core.vrrp.Reception;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.Vrrp;
import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.process.Signal;
import io.fairlead.sidecar.config.Config;
import io.fairlead.sidecar.config.ConfigReader;
import io.fairlead.sidecar.config.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A life of two seconds while an image is built, which loads and links what a real one does, for the JVM's AOT cache: a
 * virtual router on the loopback interface, and a script with a socket in HAProxy's place. It needs no capability, and what
 * it is refused for want of one is part of the training.
 */
final class Training {
    /** Long enough for a takeover, the late start, and a few rounds of checks. */
    private static final Duration LIFE = Duration.ofSeconds(2);

    private static final int HTTP_PORT = 8410;

    private final Path folder;
    private final Log log;

    private Training(Path folder, Log log) {
        this.folder = folder;
        this.log = log;
    }

    static int run(Map<String, String> environment, Log log) {
        try {
            return new Training(Files.createTempDirectory("fairlead-training"), log).run(environment);
        } catch (IOException | ConfigurationException e) {
            log.error("no training: " + e.getMessage());
            return Main.FAILURE;
        }
    }

    private int run(Map<String, String> environment) throws IOException, ConfigurationException {
        Path script = Files.writeString(folder.resolve("haproxy"), "#!/bin/sh\nexec sleep 60\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        // Without a file: who has one pays for reading HOCON, and nobody else for its classes in the cache.
        Map<String, String> settings = new HashMap<>(environment);
        // Not the one of the rehearsal.
        settings.put("FAIRLEAD_VIP", "127.0.0.211");
        settings.put("FAIRLEAD_RUN_DIRECTORY", folder.toString());
        settings.put("FAIRLEAD_HAPROXY_BINARY", script.toString());
        settings.put("FAIRLEAD_HAPROXY_CONFIG", script.toString());
        settings.put("FAIRLEAD_HTTP_LISTEN", "127.0.0.1:" + HTTP_PORT);
        settings.put("FAIRLEAD_AGENT_SOCKET", folder.resolve("agent.sock").toString());
        Main.loadNative();
        Config config = ConfigReader.read(settings);
        Capabilities.missing(Path.of("/proc/self/status"))
                .ifPresent(problem -> log.info("trains without: " + problem.what()));
        Placements.find(config.router(), new ArrayList<>());
        exchange(new VirtualRouter(config.router().virtualRouters().getFirst(), IpAddress.parse("127.0.0.1")));
        inThread(() -> answerAsHaproxy(folder.resolve("haproxy.sock")));
        inThread(() -> speakAsAgent(folder.resolve("agent.sock")));
        inThread(this::visit);
        Sidecar sidecar = new Sidecar(config, Map.of(), log);
        return sidecar.serve(_ -> config.router().virtualRouters().stream()
                .map(router -> new Placement(router, "lo"))
                .toList());
    }

    /** What a router without NET_ADMIN never comes to: an advertisement, there and back. */
    private static void exchange(VirtualRouter router) {
        IpAddress group = Vrrp.group(AddressFamily.IPV4);
        byte[] message = router.encode(router.config().priority(), group);
        Reception reception = Reception.of(
                ReceivedPacket.of(router.primaryAddress(), group, Vrrp.HOP_LIMIT, message), router.config());
        if (reception instanceof Reception.Accepted accepted) {
            router.step(router.initial(), accepted.event(), System.nanoTime());
        }
    }

    private static void answerAsHaproxy(Path path) {
        ByteBuffer answer = ByteBuffer.wrap(
                "Name: HAProxy\nVersion: 3.0.0\nPid: 1\nStopping: 0\n\n".getBytes(StandardCharsets.US_ASCII));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            while (true) {
                try (SocketChannel client = server.accept()) {
                    // A question that is not read makes the close a reset.
                    client.read(ByteBuffer.allocate(64));
                    client.write(answer.duplicate());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Orders that change nothing: they are too old, or for an address of somebody else. */
    private static void speakAsAgent(Path path) {
        IpAddress own = IpAddress.parse("127.0.0.211");
        IpAddress foreign = IpAddress.parse("127.0.0.212");
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        for (AgentMessage message : List.of(
                new AgentMessage.Welcome(Frame.PROTOCOL, 250, Version.TEXT),
                new AgentMessage.Promote(own, 0, "training"),
                new AgentMessage.Resign(foreign, "training"),
                new AgentMessage.Release(foreign, "training"),
                new AgentMessage.Handicapped(foreign, Handicap.NONE),
                new AgentMessage.Ping())) {
            words.writeBytes(AgentFrames.encode(message));
        }
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            try (SocketChannel sidecar = server.accept()) {
                sidecar.write(ByteBuffer.wrap(words.toByteArray()));
                ByteBuffer heard = ByteBuffer.allocate(4096);
                while (sidecar.read(heard.clear()) >= 0) {
                    // Until the training is over.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void visit() {
        LockSupport.parkNanos(this, LIFE.toNanos());
        while (!isServing()) {
            LockSupport.parkNanos(this, LIFE.toNanos() / 10);
        }
        for (String page : new String[] {"/healthz", "/readyz", "/metrics"}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), HTTP_PORT)) {
                socket.getOutputStream()
                        .write(("GET " + page + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                log.warn("no page in the training: " + e.getMessage());
            }
        }
        Syscalls.kill(Math.toIntExact(ProcessHandle.current().pid()), Signal.TERM.number());
    }

    /** The pages come after the rehearsal, which takes longer on a busy machine; a cache without them makes every start dear. */
    private static boolean isServing() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), HTTP_PORT)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void inThread(Runnable job) {
        Thread.ofPlatform().daemon().start(job);
    }
}
