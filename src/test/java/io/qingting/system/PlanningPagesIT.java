package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many agents a day needs, and the stars of a month, in a real browser over nine weeks of a floor. Pictures lie in target/pictures. */
@Timeout(600)
class PlanningPagesIT {
    private static final int DAYS = 63;
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    private static Chromium chromium;
    private static RunningApp app;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void theFloorHasAPast() throws Exception {
        app = new RunningApp("planning");
        app.start();
        chromium = new Chromium();
        new PastFloor(app, app.importKey("pbx"), DAYS).post(TODAY);
        String yesterday = "/api/staffing?day=" + TODAY.minusDays(1);
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    JsonNode plan = app.admin("GET", yesterday, "");
                    return plan.path("daysUsed").size() == 6
                            && plan.path("lagSeconds").asDouble() == 0;
                });
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) chromium.close();
        if (app != null) app.close();
    }

    @Test
    void aPlannerSeesThePeaksAndAnAdministratorPublishesTheStars() {
        try (BrowserContext boss = context()) {
            Page page = loggedIn(boss);

            // When: tomorrow is asked for. Then: it is forecast, and how far the forecast is out is told.
            page.navigate(staffing(TODAY.plusDays(1)));
            assertThat(heading(page, "排班测算")).isVisible(LONG);
            assertThat(page.getByText("高峰 10:00–12:00")).isVisible(LONG);
            assertThat(page.getByText("高峰 14:00–16:00")).isVisible();
            assertThat(page.getByText("回测")).not().hasCount(0);
            assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("10:00")))
                    .containsText("高峰");
            looks(page, "staffing-tomorrow");

            // When: the target is harder. Then: the address has it, and as many agents or more are needed.
            page.getByLabel("接通率目标").fill("95");
            button(page, "查看").click();
            assertThat(page).hasURL(Pattern.compile("serviceLevelPercent=95"));
            assertThat(page.getByText("30 秒内接通 95%").first()).isVisible(LONG);

            page.navigate(staffing(TODAY.minusDays(1)));
            assertThat(page.getByText("高峰 10:00–12:00")).isVisible(LONG);
            page.locator("label")
                    .filter(new Locator.FilterOptions().setHasText("Erlang A"))
                    .first()
                    .click();
            looks(page, "staffing-yesterday");

            // When: a queue nobody knows is asked for. Then: how many days are needed is said.
            page.navigate(staffing(TODAY) + "&queue=unknown");
            assertThat(page.getByText("至少需要 3 个同类日")).isVisible(LONG);
            looks(page, "staffing-empty");

            // When: the stars of the month before are published. Then: they are named, and the newcomer is not ranked.
            YearMonth month = YearMonth.from(TODAY).minusMonths(1);
            page.navigate(app.uri("/console/stars").toString());
            assertThat(heading(page, "服务之星")).isVisible(LONG);
            assertThat(page.getByText("排名（7 人）").first()).isVisible(LONG);
            assertThat(page.getByText("样本不足未排名：1 / 共 8 人").first()).isVisible();
            button(page, "发布服务之星").click();
            page.getByRole(AriaRole.DIALOG)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("发布服务之星"))
                    .click();
            assertThat(page.getByText("第 1 名")).isVisible(LONG);
            looks(page, "stars");
            page.navigate(app.uri("/console/stars?month=" + month.plusMonths(1)).toString());
            assertThat(page.getByText("本月尚未结束")).isVisible(LONG);
            page.navigate(app.uri("/console/stars?month=2010-01").toString());
            assertThat(page.getByText("这个月没有可排名的坐席。")).isVisible(LONG);
            looks(page, "stars-empty");
        }
    }

    private static String staffing(LocalDate day) {
        return app.uri("/console/staffing?day=" + day).toString();
    }

    private Page loggedIn(BrowserContext context) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) complaints.add(message.text());
        });
        page.onPageError(complaints::add);
        page.navigate(app.uri(app.setUpLink()).toString());
        page.getByLabel("姓名", new Page.GetByLabelOptions().setExact(true)).fill("Boss");
        page.getByLabel("登录名").fill("boss");
        page.getByLabel("新密码").fill("correct horse battery");
        button(page, "完成设置并登录").click();
        assertThat(heading(page, "您好，boss")).isVisible(LONG);
        return page;
    }

    /** In both languages, wide and narrow, light and dark: nothing is wrong, and nothing reaches beyond the page's edge. */
    private void looks(Page page, String name) {
        String address = page.url();
        for (String[] step : new String[][] {{"English", "en"}, {"中文", "zh"}}) {
            button(page, step[0]).click();
            for (String[] look : new String[][] {{"Dark", "深色"}, {"Light", "浅色"}}) {
                page.setViewportSize(1280, 800);
                button(page, step[1].equals("en") ? look[0] : look[1]).click();
                String dark = look[0].equals("Dark") ? "-dark" : "";
                nothingWrong(page, name + "-" + step[1] + dark);
                page.setViewportSize(390, 844);
                nothingWrong(page, name + "-narrow-" + step[1] + dark);
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as(name)
                        .isLessThanOrEqualTo(390);
            }
        }
        page.setViewportSize(1280, 800);
        assertThat(page.url()).isEqualTo(address);
    }

    private void nothingWrong(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "pictures", name + ".png"))
                .setFullPage(true));
        assertThat(Chromium.findings(page)).as(name).isEmpty();
        assertThat(complaints).as(name).isEmpty();
    }

    private static BrowserContext context() {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("zh-CN")
                        .setTimezoneId("Asia/Shanghai")
                        .setViewportSize(1280, 800)
                        .setReducedMotion(ReducedMotion.REDUCE));
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
