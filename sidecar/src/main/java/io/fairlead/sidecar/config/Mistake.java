package io.fairlead.sidecar.config;

/** A value that cannot be used, and how to mend it; becomes a {@link io.fairlead.core.text.Problem} with its place. */
final class Mistake extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String mend;

    Mistake(String what, String mend) {
        super(what);
        this.mend = mend;
    }

    String mend() {
        return mend;
    }
}
