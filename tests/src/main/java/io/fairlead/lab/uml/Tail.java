package io.fairlead.lab.uml;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Passes on what another process appends to a file. Host and guest share files, but no pipes. */
final class Tail implements AutoCloseable {
    private final FileChannel file;
    private final OutputStream target;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    Tail(Path file, OutputStream target) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        this.file = FileChannel.open(file, StandardOpenOption.READ);
        this.target = target;
    }

    /** Passes on what is new. */
    void pass() throws IOException {
        while (file.read(buffer.clear()) > 0) {
            target.write(buffer.array(), 0, buffer.position());
        }
        target.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
