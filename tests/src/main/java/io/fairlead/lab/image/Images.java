package io.fairlead.lab.image;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.run.Cache;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Outcome;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.run.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Brings Fairlead's images, as this clone's sources make them, into an engine. */
public final class Images {
    private Images() {}

    /**
     * Gives {@code engine} those of {@code images} that it lacks, tagged with the version and {@code latest}. An engine in the
     * machine's own network namespace builds them; for a private one they come from the archives in the cache, which are built
     * aside when the sources have changed.
     *
     * @throws io.fairlead.lab.run.CommandFailed with the end of the build's output
     */
    public static void provide(Engine engine, Progress progress, Image... images) {
        Path repository = Repository.root();
        String hash = Inputs.hash(repository);
        List<Image> missing = new ArrayList<>(List.of(images));
        missing.removeIf(image -> has(engine, image, hash));
        if (missing.isEmpty()) {
            progress.detail("the images are there and up to date");
        } else if (engine.namespace().isEmpty()) {
            try (Cache.Lock _ = Cache.lock("images", progress)) {
                ImageBuild.run(engine, missing, repository, hash, progress);
            }
        } else {
            load(engine, archives(progress, missing), progress);
        }
    }

    /** Loads images from files that {@link #archives} gave. */
    public static void load(Engine engine, List<Path> archives, Progress progress) {
        for (Path archive : archives) {
            progress.step("loading " + archive.getFileName());
            engine.docker("load", "--quiet", "--input", archive.toString()).check();
        }
    }

    /** The images as files for docker load, of this clone's sources; built first where the cache has them not. */
    public static List<Path> archives(Progress progress, List<Image> images) {
        Path repository = Repository.root();
        Archives archives = new Archives(Inputs.hash(repository));
        try (Cache.Lock _ = Cache.lock("images", progress)) {
            List<Image> missing = images.stream()
                    .filter(image -> !Files.exists(archives.file(image)))
                    .toList();
            if (!missing.isEmpty()) {
                build(archives, missing, repository, progress);
            }
        }
        return images.stream().map(archives::file).toList();
    }

    private static void build(Archives archives, List<Image> missing, Path repository, Progress progress) {
        try (Cleanup cleanup = new Cleanup()) {
            Engine builder = PrivateEngine.builder(cleanup, progress);
            ImageBuild.run(builder, missing, repository, archives.hash(), progress);
            archives.save(builder, missing, progress);
            ImageBuild.prune(builder, missing, repository);
        }
    }

    private static boolean has(Engine engine, Image image, String hash) {
        String label = "{{index .Config.Labels \"" + ImageBuild.INPUTS_LABEL + "\"}}";
        Outcome outcome = engine.docker("image", "inspect", "--format", label, image.latest())
                .run();
        return outcome.status() == 0 && outcome.out().strip().equals(hash);
    }
}
