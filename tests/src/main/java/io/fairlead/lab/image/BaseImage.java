package io.fairlead.lab.image;

import io.fairlead.lab.debian.DebianTree;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.run.Progress;
import java.time.Duration;

/** The base of the images: pulled where there is a registry, else made by debootstrap under the same name. */
final class BaseImage {
    static final String NAME = "debian:trixie-slim";

    private static final String SUITE = "trixie";
    private static final Duration PULL = Duration.ofMinutes(3);

    private BaseImage() {}

    static void provide(Engine engine, Progress progress) {
        if (engine.docker("image", "inspect", NAME).succeeds()) {
            return;
        }
        progress.step("fetching " + NAME);
        if (!engine.docker("pull", NAME).timeout(PULL).lines(progress::detail).succeeds()) {
            progress.detail("no registry: making it from Debian's packages");
            ImportedTree.provide(engine, DebianTree.of(SUITE).provide(progress), NAME);
        }
    }
}
