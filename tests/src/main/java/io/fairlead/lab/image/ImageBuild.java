package io.fairlead.lab.image;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Builds images with an engine that reaches the network. */
final class ImageBuild {
    /** Says in the image which sources it was made of. Not under io.fairlead, where the agent knows every label. */
    static final String INPUTS_LABEL = "fairlead.inputs";

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private ImageBuild() {}

    static void run(Engine engine, List<Image> images, Path repository, String hash, Progress progress) {
        BaseImage.provide(engine, progress);
        try (Staging _ = Staging.of(repository, progress)) {
            for (Image image : images) {
                progress.step("building " + image.reference());
                Command build = docker(engine, image, "--label=" + INPUTS_LABEL + "=" + hash)
                        .with("--tag=" + image.reference(), "--tag=" + image.latest(), ".");
                build.in(repository).lines(progress::detail).check();
            }
        }
    }

    /**
     * Removes what only builds of older sources used. The stage with the tools does not change with the sources and costs most: a
     * tag keeps it.
     */
    static void prune(Engine engine, List<Image> images, Path repository) {
        for (Image image : images) {
            docker(engine, image, "--target=runtime")
                    .with("--tag=fairlead/build-" + image.folder(), ".")
                    .in(repository)
                    .check();
        }
        engine.docker("image", "prune", "--force").check();
    }

    private static Command docker(Engine engine, Image image, String option) {
        return engine.docker("build", "--network=host", "--file=images/" + image.folder() + "/Dockerfile", option)
                .env("DOCKER_BUILDKIT", hasBuildKit() ? "1" : "0")
                .timeout(LONGEST);
    }

    /** A CLI without its plugin refuses BuildKit; the Dockerfiles need neither builder's own features. */
    private static boolean hasBuildKit() {
        return Command.of("docker", "buildx", "version").succeeds();
    }
}
