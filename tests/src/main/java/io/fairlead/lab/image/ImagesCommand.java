package io.fairlead.lab.image;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.Engines;
import io.fairlead.lab.run.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./fairlead images}. */
@Command(
        name = "images",
        mixinStandardHelpOptions = true,
        description = {
            "Builds fairlead/haproxy, fairlead/sidecar and fairlead/agent with the Docker Engine that answers;",
            "where none does, into files for docker load."
        })
public final class ImagesCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        Progress progress = Progress.to(System.err);
        Optional<Engine> engine = Engines.reachable();
        if (engine.isPresent()) {
            Images.provide(engine.get(), progress, Image.values());
            for (Image image : Image.values()) {
                System.out.println(image.reference());
            }
        } else {
            for (Path archive : Images.archives(progress, List.of(Image.values()))) {
                System.out.println(archive);
            }
        }
        return 0;
    }
}
