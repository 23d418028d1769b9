package io.fairlead.linux.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process does at the moment, by the letter in /proc/pid/stat (proc_pid_stat(5)). */
public final class ProcessState {
    private ProcessState() {}

    /** Whether it is stopped by a signal or a tracer; false also when it is gone. */
    public static boolean isStopped(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The name before it is in parentheses and may hold some itself.
            int at = stat.lastIndexOf(')') + 2;
            return at < stat.length() && (stat.charAt(at) == 'T' || stat.charAt(at) == 't');
        } catch (IOException e) {
            return false;
        }
    }
}
