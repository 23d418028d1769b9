package io.fairlead.lab.suite;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The JVM of a layer: runs the tests with one tag. Arguments: the tag, the file for what the tests print, the file for the
 * counts, then the folders of test classes.
 */
public final class TaggedTests {
    private TaggedTests() {}

    public static void main(String[] args) throws IOException {
        PrintStream terminal = System.out;
        Counts counts;
        try (PrintStream log = new PrintStream(new FileOutputStream(args[1]), true, StandardCharsets.UTF_8)) {
            System.setOut(log);
            System.setErr(log);
            Progress progress = new Progress(terminal, log);
            LauncherFactory.create().execute(request(args[0], Arrays.copyOfRange(args, 3, args.length)), progress);
            counts = progress.counts();
        }
        counts.write(Path.of(args[2]));
        System.exit(counts.failed() == 0 ? 0 : 1);
    }

    private static LauncherDiscoveryRequest request(String tag, String[] folders) {
        Set<Path> roots = Arrays.stream(folders).map(Path::of).collect(Collectors.toSet());
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClasspathRoots(roots))
                .filters(TagFilter.includeTags(tag))
                .build();
    }
}
