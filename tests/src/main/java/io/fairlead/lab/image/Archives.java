package io.fairlead.lab.image;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.run.Cache;
import io.fairlead.lab.run.Folders;
import io.fairlead.lab.run.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Built images as files in the cache.
 *
 * @param hash of the sources that they are built from
 */
record Archives(String hash) {
    /** Of so many versions of the sources; each takes about half a gigabyte. */
    private static final int KEPT = 4;

    Path file(Image image) {
        return folder().resolve(image.folder() + ".tar");
    }

    private Path folder() {
        return Cache.folder("images").resolve(hash);
    }

    /** Saves {@code images} out of {@code engine} and forgets the oldest versions. An archive has its name only when complete. */
    void save(Engine engine, List<Image> images, Progress progress) {
        progress.step("saving the images into the cache");
        try {
            Files.createDirectories(folder());
            for (Image image : images) {
                Path partial = folder().resolve(image.folder() + ".partial");
                engine.docker("save", "--output", partial.toString(), image.reference(), image.latest())
                        .check();
                Files.move(partial, file(image), StandardCopyOption.ATOMIC_MOVE);
            }
            forget();
        } catch (IOException e) {
            throw new UncheckedIOException("the images cannot be kept in the cache", e);
        }
    }

    private void forget() throws IOException {
        try (Stream<Path> versions = Files.list(folder().getParent())) {
            versions.sorted(Comparator.comparing(Archives::changed).reversed())
                    .skip(KEPT)
                    .forEach(Folders::remove);
        }
    }

    private static FileTime changed(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
