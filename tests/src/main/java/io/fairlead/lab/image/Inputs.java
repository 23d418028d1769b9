package io.fairlead.lab.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What the images are made of: their sources' content as one number, so that unchanged images are not built again. */
final class Inputs {
    private static final List<String> PLACES = List.of(
            ".dockerignore",
            ".mvn",
            "pom.xml",
            "images",
            "core/pom.xml",
            "core/src/main",
            "linux/pom.xml",
            "linux/src/main",
            "sidecar/pom.xml",
            "sidecar/src/main",
            "host-agent/pom.xml",
            "host-agent/src/main");
    /** Enough to tell the versions of a clone apart, short enough for a file's name. */
    private static final int DIGITS = 16;

    private Inputs() {}

    /** Hexadecimal digits that change with any input's path or content. */
    static String hash(Path repository) {
        MessageDigest digest = sha256();
        PLACES.forEach(place -> files(repository.resolve(place)).forEach(file -> {
            digest.update(repository.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            digest.update(sha256(file));
        }));
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static List<Path> files(Path place) {
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(place)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(Path file) {
        try {
            return sha256().digest(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
