package io.fairlead.agent.config;

import io.fairlead.agent.UserError;
import io.fairlead.agent.check.CheckSurroundings;
import io.fairlead.agent.config.AgentConfig.DockerConfig;
import io.fairlead.agent.config.AgentConfig.StatusConfig;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.text.Problem;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the configuration out of all that was written, or says everything that is wrong with it. */
public final class ConfigReader {
    /** Read if it exists and no other file is named. */
    public static final Path DEFAULT_FILE = Path.of("/etc/fairlead/fairlead.conf");

    private static final String FILE_VARIABLE = "FAIRLEAD_CONFIG";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<String> LOG_LEVELS = List.of("error", "warn", "info", "debug");

    private final Values values;

    private ConfigReader(Values values) {
        this.values = values;
    }

    /** The configuration with everything that was given, by key in alphabetical order. */
    public record Result(AgentConfig config, Map<String, Given> given) {}

    /**
     * Reads file and environment.
     *
     * @param file what the command line names
     * @throws UserError with all problems
     */
    public static Result read(Optional<Path> file, Map<String, String> environment) {
        Sources sources = Sources.read(chosen(file, environment), environment);
        AgentConfig config = new ConfigReader(new Values(sources.values(), sources.problems()))
                .config()
                .withServices(sources.services(), sources.problems());
        List<Problem> problems = sources.problems();
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return new Result(config, sources.all());
    }

    private static Optional<Path> chosen(Optional<Path> file, Map<String, String> environment) {
        return file.or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE))
                        .filter(name -> !name.isBlank())
                        .map(Path::of))
                .or(() -> Optional.of(DEFAULT_FILE).filter(Files::exists));
    }

    private AgentConfig config() {
        return new AgentConfig(
                docker(),
                new LanReader(values).read(),
                new ForwardingReader(values).read(),
                new StatusConfig(absolute("status.socket"), http()),
                absolute("channel.socket"),
                values.isOn("guard"),
                new RestartReader(values).read(),
                List.of(),
                new CheckSurroundings(absolute("checks.scripts"), absolute("checks.secrets")),
                absolute("state-folder"),
                values.oneOf("log.level", LOG_LEVELS));
    }

    private DockerConfig docker() {
        Duration resync = values.duration("docker.resync-interval", SECOND, HOUR);
        Duration patience = values.duration("docker.patience", Duration.ofSeconds(2), Duration.ofMinutes(10));
        if (patience.compareTo(resync) <= 0) {
            values.wrong(
                    "docker.patience",
                    "is not more than docker.resync-interval, which is " + Values.words(resync),
                    "make it longer");
        }
        return new DockerConfig(dockerHost(), resync, patience);
    }

    private URI dockerHost() {
        try {
            URI uri = new URI(values.text("docker.host"));
            boolean unix = "unix".equals(uri.getScheme())
                    && uri.getPath() != null
                    && uri.getPath().startsWith("/");
            boolean tcp = "tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0;
            if (unix || tcp) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below, in the same words as every other thing that is not such an address.
        }
        values.wrong("docker.host", "is not an engine's address", "write unix:///path/of/socket or tcp://host:port");
        return URI.create("unix:///var/run/docker.sock");
    }

    private Optional<InetSocketAddress> http() {
        if (values.isOff("status.http")) {
            return Optional.empty();
        }
        String text = values.text("status.http");
        int colon = text.lastIndexOf(':');
        Optional<IpAddress> address = colon < 0
                ? Optional.empty()
                : IpAddress.tryParse(text.substring(0, colon).replaceAll("[\\[\\]]", ""));
        String port = text.substring(colon + 1);
        if (address.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            values.wrong("status.http", "is not address:port", "write for instance 127.0.0.1:8411, or off");
            return Optional.empty();
        }
        return Optional.of(new InetSocketAddress(address.get().toInetAddress(), Integer.parseInt(port)));
    }

    private Path absolute(String key) {
        String text = values.text(key);
        if (!text.startsWith("/")) {
            values.wrong(key, "is not an absolute path", "begin it with /");
        }
        return Path.of(text);
    }
}
