package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.qingting.system.Visitor.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a supervisor does on a bad Monday, in a real browser on the packaged application and with the keyboard alone: a queue
 * turns red, is opened, somebody who can help is found, the alert is acknowledged, the noisy rule silenced, the service level
 * explained and its contacts exported.
 */
@Timeout(600)
class BadMondayIT {
    private static Chromium chromium;
    private static RunningApp app;

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp("monday");
        app.start();
        chromium = new Chromium();
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) chromium.close();
        if (app != null) app.close();
    }

    @Test
    void aBadMondayOfASupervisor() throws Exception {
        MondayFloor floor = new MondayFloor(app);
        floor.opens(Instant.now());
        String invitation = app.admin("/api/people", """
                {"login":"wang.fang","name":"王芳","roles":["supervisor"],"teamIds":["team-east"]}
                """).path("link").asText();
        try (Visitor visitor = new Visitor(chromium, app, "zh-CN")) {
            Page page = visitor.page();
            visitor.open(invitation);
            visitor.type(page.getByLabel("新密码"), Visitor.PASSWORD);
            page.keyboard().press("Enter");

            // Given: a calm floor, and the line is live.
            assertThat(visitor.heading("您好，wang.fang")).isVisible(LONG);
            assertThat(page.getByText("所有队列均在目标之内。")).isVisible(LONG);
            assertThat(page.getByText(Pattern.compile("实时.*秒前"))).isVisible(LONG);
            visitor.nothingWrong("monday-calm-zh");

            // When: callers have waited for nine minutes, and one has just come. Then: the queue is red, here and in
            // the list, and stands first.
            floor.callersWait(Instant.now());
            assertThat(page.locator(".summary").getByText("账单").first()).isVisible(LONG);
            visitor.press(page.getByRole(AriaRole.NAVIGATION)
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("队列")));
            Locator first = page.getByRole(AriaRole.ROW).nth(1);
            assertThat(first).containsText("账单", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            assertThat(first).containsText("超限");
            assertThat(first).containsText(Integer.toString(MondayFloor.CALLS));
            theListIsSortedAndSearched(visitor);

            // When: the queue is opened. Then: who waits, and who can help, of the own team only.
            visitor.press(page.getByRole(
                    AriaRole.LINK, new GetByRoleOptions().setName("账单").setExact(true)));
            assertThat(visitor.heading("账单")).isVisible(LONG);
            assertThat(page.getByText("call-0").first()).isVisible(LONG);
            assertThat(page.locator(".promise")
                            .filter(new Locator.FilterOptions().setHasText(Pattern.compile("接通\\s*剩余")))
                            .first())
                    .isVisible(LONG);
            Locator help = page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("谁能帮忙"));
            assertThat(help.getByText("chen")).isVisible(LONG);
            assertThat(help).not().containsText("sun");

            theAlertIsTaken(visitor);
            theServiceLevelIsExplained(visitor);
            alertsLikeItAreSilenced(visitor);

            PageWalk walk = new PageWalk(visitor);
            for (String path :
                    List.of("", "/queues", "/queues/billing", "/agents", "/agents/chen", "/at-risk", "/alerts"))
                walk.through(path);
            othersAreNotSeen(visitor);
            whatIsOldDoesNotLookLive(visitor);
        }
    }

    private static void theListIsSortedAndSearched(Visitor visitor) {
        Page page = visitor.page();
        Locator heading = page.getByRole(AriaRole.COLUMNHEADER, new GetByRoleOptions().setName("最长等待"));
        Locator search = page.getByLabel("查找队列");
        visitor.type(search, "no such queue");
        assertThat(page.getByText("没有符合条件的队列。")).isVisible();
        page.keyboard().press("Control+A");
        page.keyboard().press("Delete");
        visitor.press(heading.getByRole(AriaRole.BUTTON));
        assertThat(heading).hasAttribute("aria-sort", "descending");
        page.keyboard().press("Enter");
        assertThat(heading).hasAttribute("aria-sort", "ascending");
    }

    private static void theAlertIsTaken(Visitor visitor) {
        Page page = visitor.page();
        Locator opener = visitor.button(Pattern.compile("^查看：排队")).first();
        visitor.press(opener);
        assertThat(visitor.dialog()).isVisible(LONG);
        visitor.press(visitor.button("确认"));
        assertThat(page.getByText("已确认。")).isVisible(LONG);
        visitor.press(visitor.button("指派给我"));
        assertThat(page.getByText("已指派。")).isVisible(LONG);
        visitor.nothingWrong("monday-alert-zh");

        // When: it is left. Then: the reader stands where he was.
        page.keyboard().press("Escape");
        assertThat(visitor.dialog()).hasCount(0);
        assertThat(opener).isFocused();
        visitor.press(opener);
        assertThat(visitor.dialog().getByText("已确认").first()).isVisible(LONG);
    }

    private static void theServiceLevelIsExplained(Visitor visitor) throws Exception {
        Page page = visitor.page();
        page.keyboard().press("Escape");
        assertThat(visitor.dialog()).hasCount(0);
        Locator figure = visitor.button(Pattern.compile("^X秒接通率 · 账单：100%")).first();
        visitor.press(figure);
        assertThat(visitor.dialog().getByText("÷ 1")).isVisible(LONG);
        Locator export = visitor.dialog().getByText("导出 CSV");
        Download file = page.waitForDownload(() -> visitor.press(export));
        assertThat(Files.readString(file.path())).contains("call-before");
        page.keyboard().press("Escape");
        assertThat(visitor.dialog()).hasCount(0);
        assertThat(figure).isFocused();
    }

    private static void alertsLikeItAreSilenced(Visitor visitor) {
        Page page = visitor.page();
        visitor.press(visitor.button(Pattern.compile("^查看：排队")).first());
        visitor.press(page.getByText("静默此类告警"));
        assertThat(visitor.heading("静默")).isVisible(LONG);
        Locator dialog = visitor.dialog();
        assertThat(dialog.getByText("30 分钟").first()).isVisible(LONG);
        visitor.type(dialog.getByLabel("原因"), "周一高峰，已在处理");
        visitor.nothingWrong("monday-silence-zh");
        page.keyboard().press("Enter");
        // Then: there it stands, with who and why.
        assertThat(visitor.row("周一高峰")).containsText("wang.fang");
        assertThat(dialog).hasCount(0);
    }

    /** Sun is of another team: there is nothing to see, and nothing that tells whether there is such an agent. */
    private static void othersAreNotSeen(Visitor visitor) {
        visitor.open("/console/agents/sun");
        assertThat(visitor.page().getByText("没有此坐席，或您无权查看。")).isVisible(LONG);
        visitor.nothingWrong("agents-sun-zh");
    }

    private static void whatIsOldDoesNotLookLive(Visitor visitor) throws InterruptedException {
        Page page = visitor.page();
        visitor.resize(Visitor.WIDE);
        visitor.open("/console/queues");
        assertThat(page.locator(".pill.good")).isVisible(LONG);
        app.killApplication();
        assertThat(page.locator(".pill.bad")).isVisible(LONG);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("数据");
        assertThat(page.locator(".content.old")).isVisible();
        page.screenshot(new Page.ScreenshotOptions().setPath(Visitor.PICTURES.resolve("queues-stale-zh.png")));
    }
}
