package io.fairlead.linux.namespace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which namespace a file stands for; valid as long as something holds that namespace.
 *
 * @param device of nsfs
 * @param inode the number in {@code net:[4026531840]}
 */
public record NamespaceIdentity(long device, long inode) {
    /**
     * Of a file such as {@code /proc/812/ns/net}, without opening the namespace.
     *
     * @throws UncheckedIOException if it cannot be looked at
     */
    public static NamespaceIdentity of(Path file) {
        try {
            return new NamespaceIdentity(
                    (Long) Files.getAttribute(file, "unix:dev"), (Long) Files.getAttribute(file, "unix:ino"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
