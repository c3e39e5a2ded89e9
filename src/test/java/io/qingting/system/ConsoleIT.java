package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.qingting.system.Visitor.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An administrator's day one in a real browser, on the packaged application. Pictures lie in target/pictures. */
@Timeout(600)
class ConsoleIT {
    private static Chromium chromium;
    private static RunningApp app;

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
    void dayOneOfAnAdministrator() {
        try (Visitor visitor = new Visitor(chromium, app, "en-GB")) {
            Page page = visitor.page();
            theFirstLink(visitor);

            // When: a person is invited without a role, then with one.
            goTo(visitor, "People");
            visitor.button("Invite a person").click();
            Locator dialog = visitor.dialog();
            named(dialog).fill("李娜");
            dialog.getByLabel("Login").fill("li.na");
            visitor.button("Make the invitation link").click();
            assertThat(dialog.getByText("Choose at least one role.")).isVisible();
            visitor.nothingWrong("invite-fault-en");
            dialog.getByText("Quality", new Locator.GetByTextOptions().setExact(true))
                    .click();
            visitor.button("Make the invitation link").click();

            // Then: the link is shown, once.
            Locator link = page.getByLabel("Link", new Page.GetByLabelOptions().setExact(true));
            assertThat(link).hasValue(Pattern.compile("^http://.*/log-in#link=qtl_.+"));
            visitor.nothingWrong("invited-en");
            String invitation = link.inputValue();
            visitor.button("Done").click();
            assertThat(visitor.row("li.na")).containsText("Invited");

            // When: a display and a source are made. Then: what lets them in is shown once.
            make(visitor, "Displays", "Add a display", "Hall", "Make the link");
            assertThat(link).hasValue(Pattern.compile("/wall#token=.+"));
            visitor.button("Done").click();
            make(visitor, "Sources", "Add a source", "pbx", "Make the key");
            assertThat(page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue(Pattern.compile("^qts_.+"));
            visitor.button("Done").click();

            // When: the administrator revokes the display. Then: it is asked first, and the audit log has all of it.
            goTo(visitor, "Displays");
            visitor.button("Revoke: Hall").click();
            dialog.getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Revoke").setExact(true))
                    .click();
            assertThat(visitor.row("Hall")).containsText("Revoked");
            goTo(visitor, "Audit log");
            assertThat(page.getByText("Display revoked")).isVisible();
            assertThat(page.getByText("Person invited")).isVisible();

            everyPageOfTheNavigation(visitor);

            // When: the administrator logs out. Then: the pages are closed, and lead back after the log-in.
            visitor.resize(Visitor.WIDE);
            visitor.open("/console/people");
            page.getByText("boss").first().click();
            visitor.button("退出登录").click();
            assertThat(visitor.heading("登录")).isVisible(LONG);
            visitor.open("/console/people");
            assertThat(page).hasURL(Pattern.compile("/log-in\\?next=/console/people$"));
            visitor.nothingWrong("log-in-zh");
            page.getByLabel("登录名").fill("boss");
            page.getByLabel("密码", new Page.GetByLabelOptions().setExact(true)).fill(Visitor.PASSWORD);
            visitor.button("登录").click();
            assertThat(page).hasURL(Pattern.compile("/console/people$"));
            anInvitedPersonLogsIn(invitation);
        }
    }

    /** It leaves the address bar at once; a password that is too short is told at its field. */
    private static void theFirstLink(Visitor visitor) {
        Page page = visitor.page();
        visitor.open(app.setUpLink());
        assertThat(visitor.heading("Set up the first administrator")).isVisible(LONG);
        assertThat(page).hasURL(Pattern.compile("/log-in$"));
        visitor.nothingWrong("set-up-en");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Boss");
        page.getByLabel("Login").fill("boss");
        page.getByLabel("New password").fill("short");
        visitor.button("Set up and log in").click();
        assertThat(page.getByLabel("New password")).hasAttribute("aria-invalid", "true");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("At least 10 characters");
        visitor.nothingWrong("set-up-fault-en");
        page.getByLabel("New password").fill(Visitor.PASSWORD);
        visitor.button("Set up and log in").click();
        assertThat(visitor.heading("Hello, boss")).isVisible(LONG);
    }

    private static void goTo(Visitor visitor, String place) {
        visitor.page().getByRole(AriaRole.NAVIGATION).getByText(place).click();
        assertThat(visitor.heading(place)).isVisible(LONG);
    }

    private static void make(Visitor visitor, String place, String add, String name, String done) {
        goTo(visitor, place);
        visitor.button(add).click();
        named(visitor.dialog()).fill(name);
        visitor.button(done).click();
    }

    private static Locator named(Locator dialog) {
        return dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true));
    }

    /** Whatever an administrator may open, in both languages, light and dark, wide and narrow, with what opens on it. */
    private static void everyPageOfTheNavigation(Visitor visitor) {
        Page page = visitor.page();
        List<String> paths = page.getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.LINK).all().stream()
                .map(link -> link.getAttribute("href").substring("/console".length()))
                .toList();
        assertThat(paths).hasSizeGreaterThan(12).contains("", "/alerts", "/audit");
        visitor.button("中文").click();
        PageWalk walk = new PageWalk(visitor);
        paths.forEach(walk::through);

        // A style that the policy forbids would have been seen.
        ConsoleMessage complaint = page.waitForConsoleMessage(
                () -> page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\"></p>')"));
        assertThat(complaint.text()).contains("Content Security Policy");
        visitor.forgetComplaints();
    }

    private static void anInvitedPersonLogsIn(String invitation) {
        try (Visitor visitor = new Visitor(chromium, app, "zh-CN")) {
            Page page = visitor.page();
            visitor.resize(Visitor.NARROW);
            page.navigate(invitation);
            assertThat(visitor.heading("欢迎使用倾听")).isVisible(LONG);
            visitor.nothingWrong("invitation-narrow-zh");
            page.getByLabel("新密码").fill(Visitor.PASSWORD + " 2");
            visitor.button("设置密码并登录").click();

            // Then: there are the pages of quality, and the others say for whom they are.
            assertThat(visitor.heading("您好，li.na")).isVisible(LONG);
            assertThat(page.getByRole(AriaRole.NAVIGATION)).not().containsText("人员");
            visitor.nothingWrong("quality-narrow-zh");
            visitor.open("/console/people");
            assertThat(visitor.heading("此页面不对您开放")).isVisible(LONG);
            visitor.nothingWrong("not-yours-narrow-zh");

            // When: the link is opened again. Then: it does nothing, and says so.
            page.navigate(invitation);
            assertThat(page.getByText("此链接已失效")).isVisible(LONG);
        }
    }
}
