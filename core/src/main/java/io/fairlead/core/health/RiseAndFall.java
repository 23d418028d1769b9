package io.fairlead.core.health;

/**
 * How many results in a row change a verdict.
 *
 * @param rise passed ones until unhealthy becomes healthy, at least 1
 * @param fall failed ones until it becomes unhealthy, at least 1
 */
public record RiseAndFall(int rise, int fall) {
    /** For what is certain, such as the death of a process. */
    public static final RiseAndFall AT_ONCE = new RiseAndFall(1, 1);

    public RiseAndFall {
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise " + rise + " and fall " + fall + " must be at least 1");
        }
    }

    /** The standing after one more result. While nothing is known, one passed check is enough to be healthy. */
    public Standing next(Standing before, CheckResult result) {
        return switch (result) {
            case CheckResult.Passed _ -> passed(before);
            case CheckResult.Failed failed -> failed(before, failed.reason());
        };
    }

    private Standing passed(Standing before) {
        return switch (before.verdict()) {
            case UNKNOWN, HEALTHY -> new Standing(Verdict.HEALTHY, 0, "");
            case UNHEALTHY ->
                before.contrary() + 1 >= rise
                        ? new Standing(Verdict.HEALTHY, 0, "")
                        : new Standing(Verdict.UNHEALTHY, before.contrary() + 1, before.reason());
        };
    }

    private Standing failed(Standing before, String reason) {
        return switch (before.verdict()) {
            case UNKNOWN, HEALTHY ->
                before.contrary() + 1 >= fall
                        ? new Standing(Verdict.UNHEALTHY, 0, reason)
                        : new Standing(before.verdict(), before.contrary() + 1, reason);
            case UNHEALTHY -> new Standing(Verdict.UNHEALTHY, 0, reason);
        };
    }
}
