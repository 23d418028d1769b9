package io.fairlead.lab.run;

import java.nio.file.Files;
import java.nio.file.Path;

/** The clone that this lab belongs to. */
public final class Repository {
    /** Set by the script, which may be called from any folder. */
    private static final String PROPERTY = "fairlead.root";

    private Repository() {}

    /** Its top folder: the script's, else the nearest one above the working directory with the modules in it. */
    public static Path root() {
        String script = System.getProperty(PROPERTY);
        if (script != null) {
            return Path.of(script);
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path place = start; place != null; place = place.getParent()) {
            if (Files.exists(place.resolve("core/pom.xml")) && Files.exists(place.resolve("tests/pom.xml"))) {
                return place;
            }
        }
        throw new IllegalStateException(start + " is not inside a clone of Fairlead");
    }
}
