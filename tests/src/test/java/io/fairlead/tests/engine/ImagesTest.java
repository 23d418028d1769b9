package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.image.Image;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The images as their users get them: nothing but Docker around them. */
@Tag("engine")
@ExtendWith(SharedEngine.class)
class ImagesTest {
    private static final Duration TAKES_ADDRESS = Duration.ofSeconds(10);

    private Engine engine;

    @BeforeEach
    void takeEngine(Engine shared) {
        engine = shared;
    }

    @Test
    void haproxyImageComesUpHealthy() {
        try (SidecarContainer container = SidecarContainer.of(Image.HAPROXY.latest())) {
            container.start();
            assertThat(container.isHealthy()).isTrue();
            await().atMost(TAKES_ADDRESS).until(container::holdsVip);
        }
    }

    @Test
    void haproxyImageNeedsNoShell() {
        ImageFromDockerfile shellLess = new ImageFromDockerfile("fairlead-tests/no-shell", true)
                .withDockerfileFromBuilder(file -> file.from(Image.HAPROXY.latest())
                        .user("root")
                        .run("/usr/bin/rm", "-f", "/usr/bin/sh", "/usr/bin/dash", "/usr/bin/bash", "/usr/bin/rbash")
                        .build());
        try (SidecarContainer container = SidecarContainer.of(shellLess)) {
            container.start();
            assertThat(container.isHealthy()).isTrue();
        }
    }

    @Test
    void sidecarLayerMakesAnHaproxyImageOfOnesOwnKeepItsAddress() {
        ImageFromDockerfile own = new ImageFromDockerfile("fairlead-tests/own-haproxy", true)
                // As a user writes it: Testcontainers' builder of Dockerfiles has no COPY --from.
                .withFileFromString("Dockerfile", """
                        FROM %s
                        RUN rm -r /opt/fairlead
                        COPY --from=%s /opt/fairlead /opt/fairlead
                        """.formatted(Image.HAPROXY.latest(), Image.SIDECAR.latest()));
        try (SidecarContainer container = SidecarContainer.of(own)) {
            container.start();
            assertThat(container.isHealthy()).isTrue();
        }
    }

    @Test
    void bothProgramsStartFromTheirAotCache() {
        assertThat(javaWithCacheRequired(Image.HAPROXY, "fairlead-sidecar")).isZero();
        assertThat(javaWithCacheRequired(Image.AGENT, "fairlead-agent")).isZero();
    }

    /** The exit status of a training run that the JVM refuses to begin without a usable cache. */
    private int javaWithCacheRequired(Image image, String program) {
        return engine.docker("run", "--rm", "--entrypoint=/opt/fairlead/runtime/bin/java", image.latest())
                .with("-XX:AOTMode=on", "@/opt/fairlead/etc/" + program + ".args", "--train")
                .run()
                .status();
    }

    @Test
    void agentImageHasTheCommandLineClient() {
        assertThat(engine.docker("run", "--rm", "--entrypoint=fairlead", Image.AGENT.latest(), "--help")
                        .text())
                .contains("status");
    }

    @Test
    void imagesCarryTheirLabels() {
        for (Image image : Image.values()) {
            String labels = engine.docker("image", "inspect", "--format={{json .Config.Labels}}", image.reference())
                    .text();
            assertThat(labels)
                    .contains("org.opencontainers.image.title")
                    .contains("\"org.opencontainers.image.licenses\":\"Apache-2.0\"")
                    .contains("\"org.opencontainers.image.version\":\"0.1.0\"");
        }
    }
}
