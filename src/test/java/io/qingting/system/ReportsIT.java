package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.qingting.system.Visitor.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reports in a real browser, on the packaged application, over three weeks of a small floor. Pictures lie in target/pictures. */
@Timeout(600)
class ReportsIT {
    private static Chromium chromium;
    private static RunningApp app;

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp("reports");
        app.start();
        new PastFloor(app, app.sourceKey("pbx"), 21)
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
        try (Visitor visitor = new Visitor(chromium, app, "en-GB")) {
            Page page = visitor.page();
            visitor.setUp();

            // When: the reports are opened. Then: last week stands beside the week before, N beside each rate.
            visitor.open("/console/reports");
            Locator orders = visitor.row("orders");
            assertThat(orders).isVisible(LONG);
            assertThat(orders).containsText("N=");
            assertThat(orders).containsText("was ");
            assertThat(chart(page, "Trend: Service level 30 s")).isVisible(LONG);
            assertThat(chart(page, "How long customers waited")).isVisible(LONG);
            visitor.nothingWrong("reports-en");

            // When: a column is sorted by. Then: assistive technology is told.
            visitor.button("Abandonment rate").click();
            assertThat(page.locator("th[aria-sort=descending]")).containsText("Abandonment rate");

            // When: a link that somebody shared is opened. Then: it asks for all that it says.
            visitor.open("/console/reports?range=lastWeek&by=day&group=agent&what=agents&step=day"
                    + "&metric=handled&metric=handleSeconds&metric=csat&chart=handled&compare=lastWeek");
            assertThat(visitor.row("A1003").first()).isVisible(LONG);
            assertThat(chart(page, "Trend: Handled")).isVisible(LONG);
            visitor.nothingWrong("reports-agents-en");

            keptAndSent(visitor);
            takenAway(visitor);
            visitor.button("中文").click();
            inChinese(visitor);
        }
    }

    private static void keptAndSent(Visitor visitor) {
        Page page = visitor.page();
        // When: the question is kept. Then: it is there after a reload, and opens the same.
        visitor.open("/console/reports?range=thisMonth&by=total&group=queue&what=queues&step=week"
                + "&metric=offered&metric=serviceLevel&chart=offered");
        assertThat(chart(page, "Trend: Offered")).isVisible(LONG);
        visitor.button("Keep as a view").click();
        visitor.button("Save").click();
        assertThat(visitor.dialog()).containsText("1 to 100 characters");
        visitor.nothingWrong("reports-view-en");
        visitor.dialog().getByLabel("Name").fill("The month by week");
        page.getByText("Share it with all").click();
        visitor.button("Save").click();
        assertThat(visitor.dialog()).hasCount(0);
        page.reload();
        visitor.choose("Open a view", "The month by week (shared)");
        assertThat(page).hasURL(Pattern.compile("range=thisMonth"));

        // When: it is to be sent each Monday. Then: the page says when it goes out next.
        visitor.button("Send on schedule").click();
        page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("no address");
        visitor.button("Save").click();
        assertThat(visitor.dialog()).containsText("1 to 20 mail addresses");
        visitor.nothingWrong("reports-schedule-en");
        page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("boss@example.test, lead@example.test");
        visitor.button("Save").click();
        visitor.button("Schedules (1)").click();
        assertThat(visitor.dialog()).containsText("Monday at 08:00");
        assertThat(visitor.dialog()).containsText("Nothing was sent yet");
        visitor.nothingWrong("reports-schedules-en");
        visitor.button("Cancel").click();
        assertThat(visitor.dialog()).hasCount(0);
    }

    private static void takenAway(Visitor visitor) throws Exception {
        Page page = visitor.page();
        // When: figures and pictures are saved. Then: they are a spreadsheet and a PNG.
        Download xlsx = page.waitForDownload(() -> page.getByText("Export XLSX").click());
        assertThat(Files.readAllBytes(xlsx.path())).startsWith('P', 'K');
        Locator trend = page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Trend: Offered"));
        Download png =
                page.waitForDownload(() -> trend.getByText("Save picture").click());
        assertThat(png.suggestedFilename()).endsWith(".png");
        Files.createDirectories(Visitor.PICTURES);
        png.saveAs(Visitor.PICTURES.resolve("reports-saved-trend.png"));
        Locator busy =
                page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName(Pattern.compile("When it is busy.*")));
        page.waitForDownload(() -> busy.getByText("Save picture").first().click())
                .saveAs(Visitor.PICTURES.resolve("reports-saved-heat.png"));

        // When: a chart is read as a table. Then: the same figures are rows.
        trend.getByText("As a table").click();
        assertThat(trend.getByRole(AriaRole.ROW).first()).containsText("Offered");
    }

    private static void inChinese(Visitor visitor) {
        Page page = visitor.page();
        new PageWalk(visitor).through("/reports");
        visitor.resize(Visitor.WIDE);
        page.getByText("筛选、列与阈值").click();
        assertThat(chart(page, "等待时长分布")).isVisible(LONG);
        visitor.nothingWrong("reports-filters-zh");
    }

    private static Locator chart(Page page, String name) {
        return page.getByRole(AriaRole.IMG, new GetByRoleOptions().setName(name));
    }
}
