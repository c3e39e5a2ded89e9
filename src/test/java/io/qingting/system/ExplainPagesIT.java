package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "Why is it 71 %?", asked in a real browser on the packaged application. Pictures lie in target/pictures. */
@Timeout(600)
class ExplainPagesIT {
    private static final int CALLS = 40;
    private static final int SHORT = 5;
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static Chromium chromium;
    private static RunningApp app;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp("explain");
        app.start();
        chromium = new Chromium();
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) chromium.close();
        if (app != null) app.close();
    }

    @Test
    void aFigureIsExplainedPagedExportedAndRecomputed() throws Exception {
        aFloor();
        try (BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("en-GB")
                        .setTimezoneId("Asia/Shanghai")
                        .setViewportSize(1280, 800)
                        .setReducedMotion(ReducedMotion.REDUCE))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) complaints.add(message.text());
            });
            page.onPageError(complaints::add);
            logIn(page);

            // When: the list of definitions is opened, and from it the service level of the last hour.
            page.getByRole(AriaRole.NAVIGATION).getByText("Definitions").click();
            assertThat(heading(page, "Definitions")).isVisible(LONG);
            assertThat(page.getByText("Reading …")).hasCount(0);
            nothingWrong(page, "metrics-en");
            page.getByRole(AriaRole.COMBOBOX, new GetByRoleOptions().setName("Over")).click();
            page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName("last 60 min"))
                    .click();
            button(page, "Explain: Service level within X s, the site's figure").click();

            // Then: its parts are told, and what is left out with the reason.
            Locator drawer = page.getByRole(AriaRole.DIALOG);
            int counted = CALLS - SHORT;
            assertThat(drawer.getByText("÷ " + counted)).isVisible(LONG);
            assertThat(drawer.getByText("answered in time").first()).isVisible();
            assertThat(drawer.getByText("short abandon, not counted").first()).isVisible();
            nothingWrong(page, "explanation-en");

            // When: the reader pages on. Then: all contacts are there, each with its reason.
            assertThat(drawer.getByText("The first 25")).isVisible();
            button(page, "Show more").click();
            assertThat(drawer.getByText(CALLS + " in all")).isVisible();
            assertThat(drawer.getByRole(AriaRole.LISTITEM)).hasCount(CALLS);

            // When: the list is exported. Then: the file holds a line a contact.
            Download file =
                    page.waitForDownload(() -> drawer.getByText("Export as CSV").click());
            Path csv = Path.of("target", "pictures", "explained.csv");
            file.saveAs(csv);
            assertThat(file.suggestedFilename()).isEqualTo("serviceLevel-contacts.csv");
            assertThat(Files.readString(csv).strip().lines()).hasSize(CALLS + 1);

            // When: it is recomputed from the log. Then: it is the same.
            button(page, "Recompute").click();
            assertThat(drawer.getByText("Equal", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible(LONG);
            nothingWrong(page, "explanation-recomputed-en");
            page.setViewportSize(390, 844);
            nothingWrong(page, "explanation-narrow-en");
            page.setViewportSize(1280, 800);

            // When: it is left by the keyboard. Then: the reader stands where he was.
            page.keyboard().press("Escape");
            assertThat(drawer).hasCount(0);
            assertThat(button(page, "Explain: Service level within X s, the site's figure"))
                    .isFocused();
            inChineseToo(page);
        }
    }

    private void inChineseToo(Page page) {
        button(page, "中文").click();
        assertThat(heading(page, "指标口径")).isVisible(LONG);
        nothingWrong(page, "metrics-zh");
        page.setViewportSize(390, 844);
        nothingWrong(page, "metrics-narrow-zh");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^X秒接通率：")))
                .click();
        Locator drawer = page.getByRole(AriaRole.DIALOG);
        assertThat(drawer.getByText("短时放弃，不计入").first()).isVisible(LONG);
        button(page, "重新计算").click();
        assertThat(drawer.getByText("一致", new Locator.GetByTextOptions().setExact(true)))
                .isVisible(LONG);
        nothingWrong(page, "explanation-narrow-zh");
        page.setViewportSize(1280, 800);
        nothingWrong(page, "explanation-zh");
        page.keyboard().press("Escape");
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("深色")).click();
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^平均处理时长：")))
                .click();
        assertThat(page.getByRole(AriaRole.DIALOG).getByText("口径版本 1").first()).isVisible(LONG);
        nothingWrong(page, "explanation-dark-zh");
    }

    /** Forty calls within the last minutes: some abandoned at once, some answered late, the others in time. */
    private static void aFloor() throws Exception {
        String key = app.sourceKey("pbx");
        Instant now = Instant.now();
        StringBuilder events = new StringBuilder("[");
        for (int n = 0; n < CALLS; n++) {
            Instant begin = now.minusSeconds(600 + n * 5);
            event(events, "e" + n, "contact.enqueued", n, begin, "");
            if (n < SHORT) event(events, "a" + n, "contact.abandoned", n, begin.plusSeconds(3), "");
            else {
                int wait = n % 4 == 0 ? 50 : 12;
                String agent = ",\"agentId\":\"amy\"";
                event(events, "b" + n, "contact.accepted", n, begin.plusSeconds(wait), agent);
                event(
                        events,
                        "c" + n,
                        "contact.closed",
                        n,
                        begin.plusSeconds(wait + 120),
                        agent + ",\"reason\":\"resolved\"");
            }
        }
        events.setCharAt(events.length() - 1, ']');
        assertThat(app.post("/api/events", key, "application/cloudevents-batch+json", events.toString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static void event(StringBuilder all, String id, String type, int contact, Instant at, String more) {
        all.append("{\"specversion\":\"1.0\",\"id\":\"")
                .append(id)
                .append("\",\"source\":\"/connectors/pbx\",\"type\":\"");
        all.append(type)
                .append("\",\"time\":\"")
                .append(at)
                .append("\",\"data\":{\"contactId\":\"call-")
                .append(contact);
        all.append("\",\"channel\":\"voice\",\"queueId\":\"billing\"")
                .append(more)
                .append("}},");
    }

    private static void logIn(Page page) {
        page.navigate(app.uri(app.setUpLink()).toString());
        assertThat(heading(page, "Set up the first administrator")).isVisible(LONG);
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Boss");
        page.getByLabel("Login").fill("boss");
        page.getByLabel("New password").fill("correct horse battery");
        button(page, "Set up and log in").click();
        assertThat(heading(page, "Hello, boss")).isVisible(LONG);
    }

    /** Takes a picture; axe finds nothing, and the browser complained of nothing. */
    private void nothingWrong(Page page, String name) {
        page.screenshot(new ScreenshotOptions().setPath(Path.of("target", "pictures", name + ".png")));
        assertThat(Chromium.findings(page)).as(name).isEmpty();
        assertThat(complaints).as(name).isEmpty();
    }

    private static Locator heading(Page page, String text) {
        return page.getByRole(
                AriaRole.HEADING,
                new GetByRoleOptions().setName(text).setExact(true).setLevel(1));
    }

    private static Locator button(Page page, String text) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(text).setExact(true));
    }
}
