package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An administrator's day one in a real browser, on the packaged application. Pictures lie in target/pictures. */
@Timeout(600)
class ConsoleIT {
    private static final String PASSWORD = "correct horse battery";
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    /** Pages by their path, with the words that a reader knows them by. */
    private static final Map<String, List<String>> HEADINGS = Map.ofEntries(
            Map.entry("", List.of("Hello, boss", "您好，boss")),
            Map.entry("/announcements", List.of("Announcements", "公告")),
            Map.entry("/appeals", List.of("Appeals", "申诉")),
            Map.entry("/alerts", List.of("Alerts", "告警")),
            Map.entry("/silences", List.of("Silences", "静默")),
            Map.entry("/people", List.of("People", "人员")),
            Map.entry("/displays", List.of("Displays", "大屏")),
            Map.entry("/sources", List.of("Sources", "数据源")),
            Map.entry("/channels", List.of("Channels", "通知渠道")),
            Map.entry("/routes", List.of("Routes", "告警路由")),
            Map.entry("/roster", List.of("Roster", "值班表")),
            Map.entry("/audit", List.of("Audit log", "审计日志")));

    private static Chromium chromium;
    private static RunningApp app;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp("console");
        app.start();
        chromium = new Chromium();
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) chromium.close();
        if (app != null) app.close();
    }

    @Test
    void dayOneOfAnAdministrator() throws Exception {
        try (BrowserContext boss = context("en-GB")) {
            Page page = page(boss);

            // Given: the link that the first start printed. It leaves the address bar at once.
            page.navigate(app.uri(app.setUpLink()).toString());
            assertThat(heading(page, "Set up the first administrator")).isVisible(LONG);
            assertThat(page).hasURL(Pattern.compile("/log-in$"));
            nothingWrong(page, "set-up-en");

            // When: the password is too short. Then: the fault is told at its field.
            page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Boss");
            page.getByLabel("Login").fill("boss");
            page.getByLabel("New password").fill("short");
            button(page, "Set up and log in").click();
            assertThat(page.getByLabel("New password")).hasAttribute("aria-invalid", "true");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("At least 10 characters");
            nothingWrong(page, "set-up-fault-en");

            page.getByLabel("New password").fill(PASSWORD);
            button(page, "Set up and log in").click();
            assertThat(heading(page, "Hello, boss")).isVisible(LONG);

            // When: a person is invited without a role, then with one.
            page.getByRole(AriaRole.NAVIGATION).getByText("People").click();
            button(page, "Invite a person").click();
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                    .fill("李娜");
            dialog.getByLabel("Login").fill("li.na");
            button(page, "Make the invitation link").click();
            assertThat(dialog.getByText("Choose at least one role.")).isVisible();
            nothingWrong(page, "invite-fault-en");
            dialog.getByText("Quality", new Locator.GetByTextOptions().setExact(true))
                    .click();
            button(page, "Make the invitation link").click();

            // Then: the link is shown, once.
            Locator link = page.getByLabel("Link", new Page.GetByLabelOptions().setExact(true));
            assertThat(link).hasValue(Pattern.compile("^http://.*/log-in#link=qtl_.+"));
            nothingWrong(page, "invited-en");
            String invitation = link.inputValue();
            button(page, "Done").click();
            assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("li.na")))
                    .containsText("Invited");

            // When: a display and a source are made. Then: what lets them in is shown once.
            page.getByRole(AriaRole.NAVIGATION).getByText("Displays").click();
            button(page, "Add a display").click();
            page.getByRole(AriaRole.DIALOG)
                    .getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                    .fill("Hall");
            button(page, "Make the link").click();
            assertThat(page.getByLabel("Link", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue(Pattern.compile("/wall#token=.+"));
            button(page, "Done").click();
            page.getByRole(AriaRole.NAVIGATION).getByText("Sources").click();
            button(page, "Add a source").click();
            page.getByRole(AriaRole.DIALOG)
                    .getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                    .fill("pbx");
            button(page, "Make the key").click();
            assertThat(page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue(Pattern.compile("^qts_.+"));
            button(page, "Done").click();

            // When: the administrator revokes the display. Then: it is asked first, and the audit log has all of it.
            page.getByRole(AriaRole.NAVIGATION).getByText("Displays").click();
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Revoke: Hall"))
                    .click();
            page.getByRole(AriaRole.DIALOG)
                    .getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Revoke").setExact(true))
                    .click();
            assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Hall")))
                    .containsText("Revoked");
            page.getByRole(AriaRole.NAVIGATION).getByText("Audit log").click();
            assertThat(page.getByText("Display revoked")).isVisible();
            assertThat(page.getByText("Person invited")).isVisible();

            everyPageInBothLanguages(page);

            // When: the administrator logs out. Then: the pages are closed, and lead back after the log-in.
            page.setViewportSize(1280, 800);
            page.navigate(app.uri("/console/people").toString());
            page.getByText("boss").first().click();
            button(page, "退出登录").click();
            assertThat(heading(page, "登录")).isVisible(LONG);
            page.navigate(app.uri("/console/people").toString());
            assertThat(page).hasURL(Pattern.compile("/log-in\\?next=/console/people$"));
            nothingWrong(page, "log-in-zh");
            page.getByLabel("登录名").fill("boss");
            page.getByLabel("密码", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
            button(page, "登录").click();
            assertThat(page).hasURL(Pattern.compile("/console/people$"));
            anInvitedPersonLogsIn(invitation);
        }
    }

    private void anInvitedPersonLogsIn(String invitation) {
        try (BrowserContext invited = context("zh-CN")) {
            Page page = page(invited);
            page.setViewportSize(390, 844);
            page.navigate(invitation);
            assertThat(heading(page, "欢迎使用倾听")).isVisible(LONG);
            nothingWrong(page, "invitation-narrow-zh");
            page.getByLabel("新密码").fill(PASSWORD + " 2");
            button(page, "设置密码并登录").click();

            // Then: there are the pages of quality, and the others say for whom they are.
            assertThat(heading(page, "您好，li.na")).isVisible(LONG);
            assertThat(page.getByRole(AriaRole.NAVIGATION)).not().containsText("人员");
            nothingWrong(page, "quality-narrow-zh");
            page.navigate(app.uri("/console/people").toString());
            assertThat(heading(page, "此页面不对您开放")).isVisible(LONG);

            // When: the link is opened again. Then: it does nothing, and says so.
            page.navigate(invitation);
            assertThat(page.getByText("此链接已失效")).isVisible(LONG);
        }
    }

    private void everyPageInBothLanguages(Page page) {
        for (int language = 0; language < 2; language++) {
            String name = language == 0 ? "en" : "zh";
            if (language == 1) button(page, "中文").click();
            for (Map.Entry<String, List<String>> known : HEADINGS.entrySet()) {
                page.navigate(app.uri("/console" + known.getKey()).toString());
                assertThat(heading(page, known.getValue().get(language))).isVisible(LONG);
                assertThat(page.getByText(language == 0 ? "Reading …" : "正在读取…"))
                        .hasCount(0);
                String picture =
                        known.getKey().isEmpty() ? "home" : known.getKey().substring(1);
                page.setViewportSize(1280, 800);
                nothingWrong(page, picture + "-" + name);
                page.setViewportSize(390, 844);
                nothingWrong(page, picture + "-narrow-" + name);
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as(picture)
                        .isLessThanOrEqualTo(390);
            }
        }
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("深色")).click();
        page.setViewportSize(1280, 800);
        page.navigate(app.uri("/console/audit").toString());
        assertThat(heading(page, "审计日志")).isVisible(LONG);
        assertThat(page.getByText("正在读取…")).hasCount(0);
        nothingWrong(page, "audit-dark-zh");
    }

    private static BrowserContext context(String locale) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale(locale)
                        .setTimezoneId("Asia/Shanghai")
                        .setViewportSize(1280, 800)
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

    /** Takes a picture; axe finds nothing, and the browser complained of nothing, such as a style that the policy forbids. */
    private void nothingWrong(Page page, String name) {
        page.screenshot(new ScreenshotOptions()
                .setPath(Path.of("target", "pictures", name + ".png"))
                .setFullPage(true));
        assertThat(Chromium.findings(page)).as(name).isEmpty();
        // That a request was refused is noted by the browser itself.
        assertThat(complaints.stream().filter(text -> !text.contains("the server responded with a status of 4")))
                .as(name)
                .isEmpty();
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
