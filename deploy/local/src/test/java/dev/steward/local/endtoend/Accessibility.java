package dev.steward.local.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;

/** What axe can tell of whether everybody can use a page. */
final class Accessibility {
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private Accessibility() {}

    static void assertAccessible(Page page) {
        List<String> violations = new AxeBuilder(page).analyze().getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(Accessibility::sentence).toList();
        assertEquals(List.of(), violations, page.url());
    }

    private static String sentence(Rule rule) {
        return "%s (%s): %s".formatted(rule.getHelp(), rule.getId(), rule.getNodes());
    }
}
