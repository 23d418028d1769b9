package io.fairlead.core.check;

/**
 * How TLS is spoken.
 *
 * @param serverName for SNI; empty: none is sent
 * @param verify the certificate must be valid for {@code serverName} and of an authority that this machine trusts
 * @param warnDays a certificate that ends within so many days is a warning, and one that has ended a failure; 0: neither
 */
public record Tls(String serverName, boolean verify, int warnDays) {
    /** What the certificate's end, seconds from now, adds to a judgement. */
    public Judgement with(Judgement judgement, long secondsLeft) {
        if (warnDays == 0 || !(judgement instanceof Judgement.Good good)) {
            return judgement;
        }
        if (secondsLeft <= 0) {
            return new Judgement.Bad("its certificate has ended " + span(-secondsLeft) + " ago");
        }
        return secondsLeft > warnDays * 86_400L
                ? judgement
                : new Judgement.Good(
                        good.words(), good.weightPercent(), "its certificate ends in " + span(secondsLeft));
    }

    private static String span(long seconds) {
        return seconds >= 2 * 86_400 ? seconds / 86_400 + " days" : seconds / 3600 + " hours";
    }
}
