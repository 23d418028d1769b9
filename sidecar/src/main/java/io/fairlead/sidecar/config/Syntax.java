package io.fairlead.sidecar.config;

import java.util.List;

/** How one kind of value is written. */
@FunctionalInterface
public interface Syntax<T> {
    /**
     * The value.
     *
     * @param texts what was written, one or more; never blank
     * @throws Mistake with what is wrong and how to mend it
     */
    T read(List<String> texts);

    /** A single value; several are an error. */
    static <T> Syntax<T> one(Syntax<T> syntax) {
        return texts -> {
            if (texts.size() != 1) {
                throw new Mistake(texts.size() + " values: " + texts, "write one");
            }
            return syntax.read(texts);
        };
    }
}
