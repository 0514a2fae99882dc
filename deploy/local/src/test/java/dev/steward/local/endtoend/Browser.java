package dev.steward.local.endtoend;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.steward.infra.programs.Program;
import dev.steward.infra.programs.ProgramMissing;
import dev.steward.infra.programs.Programs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One Chromium for a test class, to be registered in a static field. Every page belongs to a new visitor, without
 * cookies or storage, and is closed after the test. Where there is no Chromium to be had, the class is skipped with a
 * sentence that says what to install; with {@code CI} in the environment it fails with that.
 */
final class Browser implements ExecutionCondition, BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    // The sandbox needs what containers often lack. The rest keeps a browser that is only tested from calling its maker.
    private static final List<String> OPTIONS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run");
    private static final double PATIENCE_MILLIS = 10_000;

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private Program program;
    private Playwright playwright;
    private com.microsoft.playwright.Browser chromium;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        try {
            return ConditionEvaluationResult.enabled(program().executable().toString());
        } catch (ProgramMissing missing) {
            if (System.getenv("CI") != null) {
                return ConditionEvaluationResult.enabled("has to be there: it is looked for once more");
            }
            // A test report keeps the reason to itself.
            System.err.println("Tests of pages are skipped: " + missing.getMessage());
            return ConditionEvaluationResult.disabled(missing.getMessage());
        }
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        var environment = new HashMap<>(System.getenv());
        environment.putAll(program().environment());
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright.chromium().launch(new LaunchOptions().setExecutablePath(program().executable())
                .setEnv(environment).setArgs(OPTIONS));
    }

    private Program program() {
        if (program == null) {
            program = Programs.ofProject().chromium();
        }
        return program;
    }

    Page page(Visitor visitor) {
        BrowserContext context = chromium.newContext(visitor.context());
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " (" + message.location() + ")");
            }
        });
        page.onPageError(errors::add);
        return page;
    }

    /** What the pages of this test complained of on their consoles, or threw. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        chromium.contexts().forEach(BrowserContext::close);
        errors.clear();
    }

    @Override
    public void afterAll(ExtensionContext test) {
        if (playwright != null) {
            playwright.close();
        }
    }
}
