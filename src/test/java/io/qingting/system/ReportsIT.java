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
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reports in a real browser, on the packaged application, over three weeks of a small floor. Pictures lie in target/pictures. */
@Timeout(600)
class ReportsIT {
    private static final String PASSWORD = "correct horse battery";
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final Path PICTURES = Path.of("target", "pictures");

    private static Chromium chromium;
    private static RunningApp app;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp("reports");
        app.start();
        new PastFloor(app, app.sourceKey("pbx"))
                .post(Instant.ofEpochMilli(System.currentTimeMillis())
                        .atZone(ZoneId.of("Asia/Shanghai"))
                        .toLocalDate());
        chromium = new Chromium();
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) chromium.close();
        if (app != null) app.close();
    }

    @Test
    void aReportIsReadSharedKeptSentAndTakenAway() throws Exception {
        try (BrowserContext boss = context("en-GB", ColorScheme.LIGHT)) {
            Page page = page(boss);
            logIn(page);

            // When: the reports are opened. Then: last week stands beside the week before, N beside each rate.
            page.navigate(app.uri("/console/reports").toString());
            Locator orders = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("orders"));
            assertThat(orders).isVisible(LONG);
            assertThat(orders).containsText("N=");
            assertThat(orders).containsText("was ");
            assertThat(chart(page, "Trend: Service level 30 s")).isVisible(LONG);
            assertThat(chart(page, "How long customers waited")).isVisible(LONG);
            nothingWrong(page, "reports-en");

            // When: a column is sorted by. Then: assistive technology is told.
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Abandonment rate"))
                    .click();
            assertThat(page.locator("th[aria-sort=descending]")).containsText("Abandonment rate");

            // When: a link that somebody shared is opened. Then: it asks for all that it says.
            page.navigate(app.uri("/console/reports?range=lastWeek&by=day&group=agent&what=agents&step=day"
                            + "&metric=handled&metric=handleSeconds&metric=csat&chart=handled&compare=lastWeek")
                    .toString());
            assertThat(page.getByRole(AriaRole.ROW)
                            .filter(new Locator.FilterOptions().setHasText("A1003"))
                            .first())
                    .isVisible(LONG);
            assertThat(chart(page, "Trend: Handled")).isVisible(LONG);
            nothingWrong(page, "reports-agents-en");

            keptAndSent(page);
            takenAway(page);
            button(page, "中文").click();
            inChinese(page);
        }
    }

    private void keptAndSent(Page page) {
        // When: the question is kept. Then: it is there after a reload, and opens the same.
        page.navigate(app.uri("/console/reports?range=thisMonth&by=total&group=queue&what=queues&step=week"
                        + "&metric=offered&metric=serviceLevel&chart=offered")
                .toString());
        assertThat(chart(page, "Trend: Offered")).isVisible(LONG);
        button(page, "Keep as a view").click();
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("1 to 100 characters");
        nothingWrong(page, "reports-view-en");
        page.getByRole(AriaRole.DIALOG).getByLabel("Name").fill("The month by week");
        page.getByText("Share it with all").click();
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        page.reload();
        page.getByRole(AriaRole.COMBOBOX, new GetByRoleOptions().setName("Open a view"))
                .click();
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName("The month by week"))
                .click();
        assertThat(page).hasURL(Pattern.compile("range=thisMonth"));

        // When: it is to be sent each Monday. Then: the page says when it goes out next.
        button(page, "Send on schedule").click();
        page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("no address");
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("1 to 20 mail addresses");
        nothingWrong(page, "reports-schedule-en");
        page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("boss@example.test, lead@example.test");
        button(page, "Save").click();
        button(page, "Schedules (1)").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Monday at 08:00");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Nothing was sent yet");
        nothingWrong(page, "reports-schedules-en");
        button(page, "Cancel").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    }

    private static void takenAway(Page page) throws Exception {
        // When: figures and pictures are saved. Then: they are a spreadsheet and a PNG.
        Download xlsx = page.waitForDownload(() -> page.getByText("Export XLSX").click());
        assertThat(Files.readAllBytes(xlsx.path())).startsWith('P', 'K');
        Locator trend = page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Trend: Offered"));
        Download png =
                page.waitForDownload(() -> trend.getByText("Save picture").click());
        assertThat(png.suggestedFilename()).endsWith(".png");
        Files.createDirectories(PICTURES);
        png.saveAs(PICTURES.resolve("reports-saved-trend.png"));
        Locator busy =
                page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName(Pattern.compile("When it is busy.*")));
        page.waitForDownload(() -> busy.getByText("Save picture").first().click())
                .saveAs(PICTURES.resolve("reports-saved-heat.png"));

        // When: a chart is read as a table. Then: the same figures are rows.
        trend.getByText("As a table").click();
        assertThat(trend.getByRole(AriaRole.ROW).first()).containsText("Offered");
    }

    private void inChinese(Page page) {
        page.navigate(app.uri("/console/reports").toString());
        assertThat(chart(page, "等待时长分布")).isVisible(LONG);
        nothingWrong(page, "reports-zh");
        page.getByText("筛选、列与阈值").click();
        nothingWrong(page, "reports-filters-zh");
        page.setViewportSize(390, 844);
        page.reload();
        assertThat(chart(page, "等待时长分布")).isVisible(LONG);
        nothingWrong(page, "reports-narrow-zh");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
        page.setViewportSize(1280, 800);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.reload();
        assertThat(chart(page, "等待时长分布")).isVisible(LONG);
        nothingWrong(page, "reports-dark-zh");
    }

    private static void logIn(Page page) {
        page.navigate(app.uri(app.setUpLink()).toString());
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Boss");
        page.getByLabel("Login").fill("boss");
        page.getByLabel("New password").fill(PASSWORD);
        button(page, "Set up and log in").click();
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new GetByRoleOptions().setName("Hello, boss").setLevel(1)))
                .isVisible(LONG);
    }

    private static BrowserContext context(String locale, ColorScheme colours) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale(locale)
                        .setTimezoneId("Asia/Shanghai")
                        .setViewportSize(1280, 800)
                        .setColorScheme(colours)
                        .setReducedMotion(ReducedMotion.REDUCE));
    }

    private Page page(BrowserContext context) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) complaints.add(message.text());
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** Takes a picture; axe finds nothing, and the browser complained of nothing but refused requests. */
    private void nothingWrong(Page page, String name) {
        page.screenshot(
                new ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
        assertThat(Chromium.findings(page)).as(name).isEmpty();
        assertThat(complaints.stream().filter(text -> !text.contains("the server responded with a status of 4")))
                .as(name)
                .isEmpty();
    }

    private static Locator chart(Page page, String name) {
        return page.getByRole(AriaRole.IMG, new GetByRoleOptions().setName(name));
    }

    private static Locator button(Page page, String text) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(text).setExact(true));
    }
}
