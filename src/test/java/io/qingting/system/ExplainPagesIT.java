package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.qingting.system.Visitor.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "Why is it 71 %?", asked in a real browser on the packaged application. Pictures lie in target/pictures. */
@Timeout(600)
class ExplainPagesIT {
    private static final int CALLS = 40;
    private static final int SHORT = 5;
    private static final String FIGURE = "Explain: Service level within X s, the site's figure";

    private static Chromium chromium;
    private static RunningApp app;

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
        aFloor(Instant.now());
        try (Visitor visitor = new Visitor(chromium, app, "en-GB")) {
            Page page = visitor.page();
            visitor.setUp();

            // When: the list of definitions is opened, and from it the service level of the last hour.
            page.getByRole(AriaRole.NAVIGATION).getByText("Definitions").click();
            assertThat(visitor.heading("Definitions")).isVisible(LONG);
            visitor.choose("Over", "last 60 min");
            visitor.button(FIGURE).click();

            // Then: its parts are told, and what is left out with the reason.
            Locator drawer = visitor.dialog();
            int counted = CALLS - SHORT;
            assertThat(drawer.getByText("÷ " + counted)).isVisible(LONG);
            assertThat(drawer.getByText("answered in time").first()).isVisible();
            assertThat(drawer.getByText("short abandon, not counted").first()).isVisible();
            visitor.nothingWrong("explanation-en");

            // When: the reader pages on. Then: all contacts are there, each with its reason.
            assertThat(drawer.getByText("The first 25")).isVisible();
            visitor.button("Show more").click();
            assertThat(drawer.getByText(CALLS + " in all")).isVisible();
            assertThat(drawer.getByRole(AriaRole.LISTITEM)).hasCount(CALLS);

            // When: the list is exported. Then: the file holds a line a contact.
            Download file =
                    page.waitForDownload(() -> drawer.getByText("Export as CSV").click());
            assertThat(file.suggestedFilename()).isEqualTo("serviceLevel-contacts.csv");
            assertThat(Files.readString(file.path()).strip().lines()).hasSize(CALLS + 1);

            // When: it is recomputed from the log. Then: it is the same.
            visitor.button("Recompute").click();
            assertThat(drawer.getByText("Equal", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible(LONG);
            visitor.nothingWrong("explanation-recomputed-en");
            visitor.resize(Visitor.NARROW);
            visitor.nothingWrong("explanation-narrow-en");
            visitor.resize(Visitor.WIDE);

            // When: it is left by the keyboard. Then: the reader stands where he was.
            page.keyboard().press("Escape");
            assertThat(drawer).hasCount(0);
            assertThat(visitor.button(FIGURE)).isFocused();
            inChineseToo(visitor);
        }
    }

    private static void inChineseToo(Visitor visitor) {
        visitor.button("中文").click();
        assertThat(visitor.heading("指标口径")).isVisible(LONG);
        visitor.resize(Visitor.NARROW);
        visitor.button("X秒接通率：全站数字，查看说明").click();
        Locator drawer = visitor.dialog();
        assertThat(drawer.getByText("短时放弃，不计入").first()).isVisible(LONG);
        visitor.button("重新计算").click();
        assertThat(drawer.getByText("一致", new Locator.GetByTextOptions().setExact(true)))
                .isVisible(LONG);
        visitor.nothingWrong("explanation-narrow-zh");
        visitor.page().keyboard().press("Escape");
        visitor.resize(Visitor.WIDE);
        visitor.button("深色").click();
        visitor.button("平均处理时长：全站数字，查看说明").click();
        assertThat(drawer.getByText("口径版本 1").first()).isVisible(LONG);
        visitor.nothingWrong("explanation-dark-zh");
    }

    /** Forty calls within the last minutes: some abandoned at once, some answered late, the others in time. */
    private static void aFloor(Instant now) throws Exception {
        List<String> events = new ArrayList<>();
        for (int n = 0; n < CALLS; n++) {
            Instant begin = now.minusSeconds(600 + n * 5);
            events.add(event("contact.enqueued", n, begin, ""));
            if (n < SHORT) events.add(event("contact.abandoned", n, begin.plusSeconds(3), ""));
            else {
                int wait = n % 4 == 0 ? 50 : 12;
                String agent = ",\"agentId\":\"amy\"";
                events.add(event("contact.accepted", n, begin.plusSeconds(wait), agent));
                events.add(
                        event("contact.closed", n, begin.plusSeconds(wait + 120), agent + ",\"reason\":\"resolved\""));
            }
        }
        var answer =
                app.post("/api/events", app.sourceKey("pbx"), "application/cloudevents-batch+json", events.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String event(String type, int contact, Instant at, String more) {
        return """
                {"specversion":"1.0","id":"%1$s-%2$d","source":"/connectors/pbx","type":"%1$s","time":"%3$s",
                 "data":{"contactId":"call-%2$d","channel":"voice","queueId":"billing"%4$s}}""".formatted(type, contact, at, more);
    }
}
