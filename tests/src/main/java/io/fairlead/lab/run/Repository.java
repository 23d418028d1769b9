package io.fairlead.lab.run;

import java.nio.file.Files;
import java.nio.file.Path;

/** The clone that this lab belongs to. */
public final class Repository {
    private Repository() {}

    /** Its top folder: the nearest one above the working directory with images/ and core/ in it. */
    public static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path place = start; place != null; place = place.getParent()) {
            if (Files.isDirectory(place.resolve("images")) && Files.exists(place.resolve("core/pom.xml"))) {
                return place;
            }
        }
        throw new IllegalStateException(start + " is not inside a clone of Fairlead");
    }
}
