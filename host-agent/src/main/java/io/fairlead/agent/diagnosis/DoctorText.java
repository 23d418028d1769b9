package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.Facts;
import io.fairlead.core.diagnosis.Finding;
import io.fairlead.core.diagnosis.Pitfall;
import io.fairlead.core.diagnosis.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Findings for a terminal of 80 columns. Commands that are longer go on after a backslash, so that they can be copied.
 *
 * <pre>
 *   1  P25 ip-forward-off · certain · --fix mends it
 *      where  service web
 *      seen   net.ipv4.ip_forward is 0
 *      why    Packets of LAN clients reach this host and go no further.
 *      tried  TCP from this host to 192.168.156.156:80: no answer
 *      mend   sysctl -w net.ipv4.ip_forward=1
 * </pre>
 */
public final class DoctorText {
    private static final int WIDTH = 80;
    private static final String LABELLED = "   %-7s";
    private static final String INDENT = " ".repeat(10);

    private final List<String> lines = new ArrayList<>();

    private DoctorText() {}

    /** Everything about these findings, and what could not be looked at. */
    public static List<String> of(List<Finding> findings, Facts facts) {
        DoctorText text = new DoctorText();
        for (int number = 1; number <= findings.size(); number++) {
            text.finding(number, findings.get(number - 1));
        }
        facts.unseen().forEach(each -> text.words("Not looked at: ", each, " ".repeat(4)));
        text.summary(findings, facts);
        return text.lines;
    }

    /** All that can be found, one entry for each. */
    public static List<String> catalogue() {
        DoctorText text = new DoctorText();
        text.lines.add("number  name                    what it is (* : --fix may mend it)");
        for (Pitfall pitfall : Pitfall.values()) {
            String head = String.format(
                    Locale.ROOT, "%-6s%s %-24s", pitfall.number(), pitfall.isFixable() ? "*" : " ", pitfall.id());
            text.words(head, pitfall.words(), " ".repeat(head.length()));
        }
        return text.lines;
    }

    private void finding(int number, Finding finding) {
        String head = String.format(Locale.ROOT, "%-3d", number);
        String id = finding.pitfall().number();
        words(
                head,
                (id.isEmpty() ? "" : id + " ") + finding.pitfall().id() + " · "
                        + finding.certainty().text() + (finding.canBeFixed() ? " · --fix mends it" : ""),
                "   ");
        labelled("where", finding.where());
        labelled("seen", finding.seen());
        labelled("why", finding.why());
        finding.tried().forEach(tried -> labelled("tried", tried));
        finding.mend().forEach(this::mend);
        lines.add("");
    }

    private void labelled(String label, String text) {
        words(String.format(Locale.ROOT, LABELLED, label), text, INDENT);
    }

    private void mend(Step step) {
        if (step instanceof Step.Advice) {
            labelled("mend", step.command());
            return;
        }
        String label = String.format(Locale.ROOT, LABELLED, "mend");
        StringBuilder line = new StringBuilder(label);
        for (String word : step.command().split(" ", -1)) {
            if (line.length() + word.length() + 3 > WIDTH && line.length() > INDENT.length()) {
                lines.add(line + " \\");
                line = new StringBuilder(INDENT + "  ");
            }
            line.append(line.toString().isBlank() || line.toString().equals(label) ? "" : " ")
                    .append(word);
        }
        lines.add(line.toString());
    }

    private void summary(List<Finding> findings, Facts facts) {
        long services = facts.model().services().size();
        String looked = services + (services == 1 ? " service" : " services") + ", "
                + (facts.members().size() + 1) + " networks, "
                + facts.probes().connections().size() + " connections tried.";
        long fixable = findings.stream().filter(Finding::canBeFixed).count();
        if (findings.isEmpty()) {
            words(
                    "",
                    (facts.unseen().isEmpty() ? "Nothing found" : "Nothing found in what could be looked at") + ": "
                            + looked,
                    "");
        } else {
            words(
                    "",
                    findings.size() + " found: " + looked
                            + (fixable == 0 ? "" : " `fairlead doctor --fix` mends " + fixable + " of them."),
                    "");
        }
    }

    /** What is too long goes on in lines of its own. */
    private void words(String head, String text, String indent) {
        StringBuilder line = new StringBuilder(head);
        boolean fresh = true;
        for (String word : text.split(" ", -1)) {
            if (!fresh && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(indent);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        lines.add(line.toString().stripTrailing());
    }
}
