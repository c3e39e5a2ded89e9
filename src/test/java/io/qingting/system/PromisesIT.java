package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An administrator sets up promises, calendars and rules in a real browser. Pictures lie in target/pictures. */
@Timeout(600)
class PromisesIT {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final Map<String, List<String>> HEADINGS = Map.of(
            "/policies", List.of("Promises", "服务承诺"),
            "/calendars", List.of("Calendars", "营业日历"),
            "/rules", List.of("Rules on figures", "告警规则"));

    private static Chromium chromium;
    private static RunningApp app;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp("promises");
        app.start();
        new PastFloor(app, app.sourceKey("pbx"), 21).post(LocalDate.now(ZoneId.of("Asia/Shanghai")));
        chromium = new Chromium();
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) chromium.close();
        if (app != null) app.close();
    }

    @Test
    void anAdministratorShortensAPromiseAddsAHolidayAndSwitchesARuleOff() throws Exception {
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

            aPromiseIsShortened(page);
            aHolidayIsAdded(page);
            aRuleIsSwitchedOff(page);
            everyPageInBothLanguages(page);
        }
    }

    private void logIn(Page page) {
        page.navigate(app.uri(app.setUpLink()).toString());
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Boss");
        page.getByLabel("Login").fill("boss");
        page.getByLabel("New password").fill("correct horse battery");
        button(page, "Set up and log in").click();
        assertThat(heading(page, "Hello, boss")).isVisible(LONG);
    }

    private void aPromiseIsShortened(Page page) throws Exception {
        page.getByRole(AriaRole.NAVIGATION).getByText("Promises").last().click();
        assertThat(heading(page, "Promises")).isVisible(LONG);
        // Given: the administrator has read version 1. What would 10 s instead of 30 s have done last week?
        button(page, "Change: 接通").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Within", new Locator.GetByLabelOptions().setExact(true))
                .fill("10");
        dialog.getByText("Try it", new Locator.GetByTextOptions().setExact(true))
                .click();
        Locator result = dialog.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Breached"));
        assertThat(result).isVisible(LONG);
        assertThat(result).containsText(Pattern.compile("\\+\\d"));
        nothingWrong(page, "policy-dry-run-en");

        // When: meanwhile somebody else changes the same promise. Then: nothing is lost, and the form goes on from
        // there.
        app.admin("PUT", "/api/sla/policies/answer", """
                {"name":"接通","target":"answer","channels":["voice","chat"],"severity":"critical",
                 "promise":{"amount":25,"unit":"seconds","time":"business"}}
                """);
        button(page, "Save").click();
        assertThat(dialog.getByText("somebody changed it after you read it")).isVisible();
        nothingWrong(page, "policy-conflict-en");
        button(page, "Read it again, then change it").click();
        assertThat(dialog.getByLabel("Within", new Locator.GetByLabelOptions().setExact(true)))
                .hasValue("25");
        dialog.getByLabel("Within", new Locator.GetByLabelOptions().setExact(true))
                .fill("10");
        button(page, "Save").click();

        // Then: it is version 3, by whom and what, and earlier ones can be looked at.
        assertThat(page.getByText("Saved as version 3")).isVisible();
        Locator newest = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Version 3"));
        assertThat(newest).containsText("boss");
        assertThat(newest).containsText("Changed policy “接通”");
        assertThat(row(page, "接通").first()).containsText("10 s of business time");
        button(page, "Look: Version 1").click();
        assertThat(row(page, "接通").first()).containsText("30 s of business time");
        nothingWrong(page, "policies-earlier-en");
        button(page, "Back to what is in force").click();

        // When: it is asked which policy a contact falls under. Then: the answer says why.
        button(page, "Find").click();
        assertThat(page.getByText("By “接通”, on the calendar")).isVisible();
    }

    private void aHolidayIsAdded(Page page) {
        page.getByRole(AriaRole.NAVIGATION).getByText("Calendars").click();
        assertThat(heading(page, "Calendars")).isVisible(LONG);
        assertThat(page.getByText("Source of the public holidays")).isVisible();
        int years = LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear() - 2026;
        for (int i = 0; i < years; i++) button(page, "Year before").click();
        button(page, "Add a day").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Date", new Locator.GetByLabelOptions().setExact(true))
                .fill("2026-11-11");
        dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill("店庆");
        nothingWrong(page, "calendar-day-en");
        button(page, "Save").click();
        assertThat(row(page, "店庆")).containsText("Own");
        assertThat(row(page, "店庆")).containsText("Closed");

        // When: three working days from a day before the end of the known holidays. Then: the answer is provisional.
        page.getByLabel("From", new Page.GetByLabelOptions().setExact(true)).fill("2026-12-30T17:00");
        button(page, "Work it out").click();
        assertThat(page.getByText("Provisional: public holidays are known until"))
                .isVisible();
        page.getByLabel("From", new Page.GetByLabelOptions().setExact(true)).fill("2026-11-10T17:00");
        button(page, "Work it out").click();
        // The 11th is a holiday: Thursday, Friday and Monday are the three.
        assertThat(page.getByText(Pattern.compile("Monday,? 16 November 2026"))).isVisible();
        button(page, "Change: 工作日").click();
        nothingWrong(page, "calendar-en");
        page.keyboard().press("Escape");
    }

    private void aRuleIsSwitchedOff(Page page) {
        page.getByRole(AriaRole.NAVIGATION).getByText("Rules on figures").click();
        assertThat(heading(page, "Rules on figures")).isVisible(LONG);
        assertThat(row(page, "longest-wait")).containsText("Longest wait > 2 min, for 1 min");
        button(page, "Switch off: Wrap-up").click();
        assertThat(page.getByText("Wrap-up: switched off")).isVisible();
        assertThat(row(page, "wrap-up")).containsText("Off");
        button(page, "Change: Service level").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByLabel("Bad below")).hasValue("80");
        dialog.getByLabel("Bad below").fill("75");
        nothingWrong(page, "rule-en");
        button(page, "Save").click();
        assertThat(row(page, "service-level")).containsText("Service level < 75 %");
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
                page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
                page.setViewportSize(1280, 800);
                nothingWrong(page, known.getKey().substring(1) + "-" + name);
                page.setViewportSize(390, 844);
                nothingWrong(page, known.getKey().substring(1) + "-narrow-" + name);
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as(known.getKey())
                        .isLessThanOrEqualTo(390);
            }
        }
        page.navigate(app.uri("/console/policies").toString());
        button(page, "修改：接通").click();
        nothingWrong(page, "policy-narrow-zh");
        page.setViewportSize(1280, 800);
        nothingWrong(page, "policy-zh");
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

    private static Locator row(Page page, String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    private static Locator heading(Page page, String text) {
        return page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions().setName(text).setExact(true).setLevel(1));
    }

    private static Locator button(Page page, String text) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
    }
}
