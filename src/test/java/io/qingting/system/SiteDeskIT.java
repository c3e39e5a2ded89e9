package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.qingting.system.DeskPage.button;
import static io.qingting.system.DeskPage.field;
import static io.qingting.system.DeskPage.heading;
import static io.qingting.system.DeskPage.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import io.qingting.fixture.RobotStub;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first day of an administrator in a real browser, until a wall does what it is told. Pictures lie in target/pictures. */
@Timeout(600)
class SiteDeskIT {
    private static final String PASSWORD = "correct horse battery";
    private static final String SECRET = "SEC0123456789abcdef";
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final Map<String, List<String>> HEADINGS = Map.of(
            "/site", List.of("Site", "站点"),
            "/queuesetup", List.of("Queue set-up", "队列设置"),
            "/teams", List.of("Teams", "班组"),
            "/agentsetup", List.of("Agent set-up", "坐席设置"),
            "/people", List.of("People", "人员"),
            "/sources", List.of("Sources", "数据源"),
            "/channels", List.of("Channels", "通知渠道"),
            "/displays", List.of("Displays", "大屏"));

    private static final RobotStub ROBOTS = new RobotStub();

    private static Chromium chromium;
    private static RunningApp app;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp("site-desk", Map.of("QINGTING_OUTBOUND_ALLOWED_HOSTS", ROBOTS.host()));
        app.start();
        chromium = new Chromium();
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) chromium.close();
        if (app != null) app.close();
        ROBOTS.close();
    }

    @Test
    void anAdministratorSetsTheSiteUpOnDayOneAndAWallObeys() throws Exception {
        try (BrowserContext boss = context("en-GB");
                BrowserContext lead = context("zh-CN");
                BrowserContext hall = context("zh-CN")) {
            Page page = page(boss);
            logInAsTheFirst(page);
            aTeam(page);
            queuesByFile(page);
            agentsByFile(page);
            aSupervisorComes(page, page(lead));
            aSourceNamesANewQueue(page);
            theSiteIsChanged(page);
            contactsAreLinked(page);
            aRobotIsTested(page);
            aWallIsTold(page, hall);
            everyPageInBothLanguages(page);
        }
    }

    private void logInAsTheFirst(Page page) {
        page.navigate(app.uri(app.setUpLink()).toString());
        assertThat(page.getByLabel("Login")).isVisible(LONG);
        field(page, "Name").fill("Boss");
        page.getByLabel("Login").fill("boss");
        page.getByLabel("New password").fill(PASSWORD);
        button(page, "Set up and log in").click();
        assertThat(heading(page, "Hello, boss")).isVisible(LONG);
    }

    private void aTeam(Page page) {
        open(page, "teams");
        button(page, "Add a team").click();
        field(page, "Id of the team").fill("east");
        field(page, "Name").fill("东区");
        field(page, "English name").fill("East");
        nothingWrong(page, "team-dialog-en");
        button(page, "Save").click();
        assertThat(row(page, "东区")).containsText("East");
    }

    /** A file with faults imports nothing and says where; the mended one, as Excel writes it in China, is taken as a whole. */
    private void queuesByFile(Page page) {
        open(page, "queuesetup");
        nothingWrong(page, "queuesetup-empty-en");
        button(page, "Import CSV").click();
        Locator file = field(page, "File");
        file.setInputFiles(csv("编号,名称,渠道,班组\nsales,销售,voice,东区\nsales,售后,chat,\nhelp,帮助,fax,\n"));
        assertThat(page.getByText("Faults: 2.")).isVisible(LONG);
        assertThat(row(page, "This id stands on an earlier line already.")).containsText("3");
        assertThat(row(page, "There is no such channel.")).containsText("fax");
        assertThat(button(page, "Import all")).isDisabled();
        nothingWrong(page, "import-faults-en");
        file.setInputFiles(csv("编号,名称,渠道,班组\nsales,销售,voice,东区\nhelp,帮助,chat,\n"));
        assertThat(page.getByText("Added: 2, changed: 0, unchanged: 0.")).isVisible(LONG);
        button(page, "Import all").click();
        assertThat(row(page, "销售")).containsText("East");
        assertThat(row(page, "帮助")).containsText("The site's");
    }

    private void agentsByFile(Page page) {
        open(page, "agentsetup");
        button(page, "Import CSV").click();
        Locator file = field(page, "File");
        file.setInputFiles(csv("编号,名称,班组\n1001,王芳,西区\n"));
        assertThat(page.getByText("There is no team of this id or name.")).isVisible(LONG);
        file.setInputFiles(csv("编号,名称,班组\n1001,王芳,东区\n1002,李雷,east\n"));
        assertThat(page.getByText("Added: 2, changed: 0, unchanged: 0.")).isVisible(LONG);
        nothingWrong(page, "import-en");
        button(page, "Import all").click();
        assertThat(row(page, "王芳")).containsText("East");
    }

    private static FilePayload csv(String text) {
        return new FilePayload("set-up.csv", "text/csv", text.getBytes(Charset.forName("GBK")));
    }

    private void aSupervisorComes(Page page, Page lead) {
        open(page, "people");
        button(page, "Invite a person").click();
        field(page, "Name").fill("李娜");
        page.getByLabel("Login").fill("li.na");
        page.getByRole(AriaRole.DIALOG)
                .getByText("Supervisor", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.getByRole(AriaRole.COMBOBOX, new GetByRoleOptions().setName("Teams that the person leads"))
                .click();
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName("East")).click();
        page.keyboard().press("Escape");
        button(page, "Make the invitation link").click();
        Locator link = field(page, "Link");
        assertThat(link).hasValue(Pattern.compile("^http://.*/log-in#link=qtl_.+"));
        String invitation = link.inputValue();
        button(page, "Done").click();
        assertThat(row(page, "li.na")).containsText("East");

        lead.setViewportSize(390, 844);
        lead.navigate(invitation);
        lead.getByLabel("新密码").fill(PASSWORD + " 2");
        button(lead, "设置密码并登录").click();
        assertThat(heading(lead, "您好，li.na")).isVisible(LONG);
        // What sets the site up is for administrators.
        assertThat(lead.getByRole(AriaRole.NAVIGATION)).not().containsText("队列设置");
        open(lead, "site");
        assertThat(heading(lead, "此页面不对您开放")).isVisible(LONG);
        nothingWrong(lead, "site-not-yours-narrow-zh");
    }

    /** The source's key lets its first event in; the queue that it names is new until it is set up. */
    private void aSourceNamesANewQueue(Page page) throws Exception {
        open(page, "sources");
        button(page, "Add a source").click();
        field(page, "Name").fill("pbx");
        button(page, "Make the key").click();
        Locator key = field(page, "Key");
        assertThat(key).hasValue(Pattern.compile("^qts_.+"));
        post(key.inputValue(), "pbx", "contact.enqueued", "c1", "");
        button(page, "Done").click();

        open(page, "queuesetup");
        assertThat(page.getByText("New queues, not configured: 1.")).isVisible(LONG);
        nothingWrong(page, "queuesetup-new-en");
        button(page, "Configure: billing").click();
        field(page, "Name").fill("账单");
        page.getByRole(AriaRole.DIALOG).getByText("Has thresholds of its own").click();
        nothingWrong(page, "queuesetup-dialog-en");
        button(page, "Save").click();
        assertThat(row(page, "账单")).isVisible();
        assertThat(page.getByText("New queues, not configured")).hasCount(0);
    }

    /** What the vendor objects to is read aloud; mended, the test message arrives. */
    private void aRobotIsTested(Page page) {
        RobotStub.Robot robot = ROBOTS.robot("day-one-token").secret(SECRET);
        open(page, "channels");
        button(page, "Add a channel").click();
        field(page, "Name").fill("主管群");
        field(page, "Robot's address").fill(ROBOTS.address() + "/robot/send?access_token=day-one-token");
        field(page, "Signing secret").fill("SECwrong");
        nothingWrong(page, "channel-dialog-en");
        button(page, "Save").click();
        button(page, "Test: 主管群").click();
        assertThat(page.getByText("主管群: it is set up wrongly")).isVisible(LONG);
        assertThat(page.getByText("signature").first()).isVisible();
        nothingWrong(page, "channel-fault-en");
        assertThat(robot.received()).isEmpty();

        button(page, "Change: 主管群").click();
        field(page, "Signing secret").fill(SECRET);
        button(page, "Save").click();
        button(page, "Test: 主管群").click();
        assertThat(page.getByText("主管群: the test message was accepted.")).isVisible(LONG);
        assertThat(robot.received()).hasSize(1);
        nothingWrong(page, "channel-tested-en");
    }

    private void theSiteIsChanged(Page page) {
        open(page, "site");
        assertThat(heading(page, "Site")).isVisible(LONG);
        field(page, "Name of the site").fill("东区客服中心");
        button(page, "Add a link").click();
        page.getByLabel("Template").fill("http://desk.example.com/{contactId}");
        button(page, "Save").click();
        assertThat(page.getByText("An https address").first()).isVisible(LONG);
        nothingWrong(page, "site-fault-en");
        page.getByLabel("Template").fill("https://desk.example.com/{contactId}");
        button(page, "Save").click();
        assertThat(page.getByText("Saved.", new Page.GetByTextOptions().setExact(true)))
                .isVisible(LONG);

        // When: a change counts anew. Then: it is said, and asked, before it is done.
        page.getByLabel("Short abandon: less than").fill("10");
        assertThat(page.getByText("the board is made anew").first()).isVisible();
        button(page, "Save").click();
        button(page, "Save and count anew").click();
        assertThat(page.getByText("Saved.", new Page.GetByTextOptions().setExact(true)))
                .isVisible(LONG);
    }

    /** Wherever a contact is listed, it leads into the system that it came from. */
    private void contactsAreLinked(Page page) throws Exception {
        app.admin("PUT", "/api/sla/policies/answer", """
                {"name":"answer","target":"answer","promise":{"amount":1,"unit":"seconds"},"warnShare":0}
                """);
        String key = app.sourceKey("desk");
        post(key, "desk", "contact.enqueued", "w/1", "");
        post(key, "desk", "contact.enqueued", "s2", "");
        post(key, "desk", "contact.accepted", "s2", ",\"agentId\":\"1001\"");

        open(page, "at-risk");
        assertLinked(page.getByRole(AriaRole.MAIN), "w/1");
        nothingWrong(page, "at-risk-linked-en");
        open(page, "queues/billing");
        assertLinked(page.getByRole(AriaRole.MAIN), "w/1");
        button(page, Pattern.compile("^Explain: Queue length")).click();
        assertLinked(page.getByRole(AriaRole.DIALOG), "w/1");
        nothingWrong(page, "explain-linked-en");
        open(page, "alerts");
        row(page, "w/1").getByRole(AriaRole.BUTTON).click();
        assertLinked(page.getByRole(AriaRole.DIALOG), "w/1");
        nothingWrong(page, "alert-linked-en");
        open(page, "agents/1001");
        page.getByText("As a table").first().click();
        assertLinked(page.getByRole(AriaRole.MAIN), "s2");
        nothingWrong(page, "agent-linked-en");
    }

    private static void assertLinked(Locator place, String contactId) {
        Locator link = place.getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions()
                                .setName(Pattern.compile("^" + contactId.replace("/", "\\/") + "\\b")))
                .first();
        assertThat(link).isVisible(LONG);
        assertThat(link).hasAttribute("href", "https://desk.example.com/" + contactId.replace("/", "%2F"));
    }

    private static void post(String key, String source, String type, String contactId, String more) throws Exception {
        String event = """
                {"specversion":"1.0","id":"%1$s %2$s","source":"/connectors/%3$s","type":"%1$s","subject":"%2$s","time":"%4$s",
                 "data":{"contactId":"%2$s","channel":"voice","queueId":"billing"%5$s}}
                """.formatted(type, contactId, source, Instant.now(), more);
        assertThat(app.post("/api/events", key, "application/cloudevents+json", event)
                        .statusCode())
                .isEqualTo(200);
    }

    private void aWallIsTold(Page page, BrowserContext hall) {
        open(page, "displays");
        button(page, "Add a display").click();
        field(page, "Name").fill("Hall");
        button(page, "Make the link").click();
        Locator link = field(page, "Link");
        assertThat(link).hasValue(Pattern.compile("/wall#token=.+"));
        Page wall = page(hall);
        wall.setViewportSize(1920, 1080);
        wall.navigate(link.inputValue());
        assertThat(wall.getByText("东区客服中心").first()).isVisible(LONG);
        assertThat(wall.getByText("账单").first()).isVisible(LONG);
        button(page, "Done").click();
        assertThat(page.getByText("Connected: 1")).isVisible(LONG);
        assertThat(page.getByText("all queues · Chinese")).isVisible(LONG);
        nothingWrong(page, "displays-connected-en");

        // When: it is sent another view. Then: the wall shows it, its token stays, and the list follows.
        button(page, Pattern.compile("^Show something else: ")).click();
        page.getByRole(AriaRole.DIALOG).getByText("English").click();
        nothingWrong(page, "view-dialog-en");
        button(page, "Show it").click();
        assertThat(wall).hasURL(Pattern.compile("lang=en"), new PageAssertions.HasURLOptions().setTimeout(20_000));
        assertThat(page.getByText("· English")).isVisible(LONG);

        // When: it is to load anew. Then: it does, and shows the floor again.
        wall.evaluate("window.before = true");
        button(page, Pattern.compile("^Reload: ")).click();
        wall.waitForFunction("window.before === undefined");
        assertThat(wall.getByText("东区客服中心").first()).isVisible(LONG);
        assertThat(page.getByText("Connected: 1")).isVisible(LONG);
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
                String picture = "desk-" + known.getKey().substring(1);
                page.setViewportSize(1280, 800);
                nothingWrong(page, picture + "-" + name);
                page.setViewportSize(390, 844);
                nothingWrong(page, picture + "-narrow-" + name);
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as(picture)
                        .isLessThanOrEqualTo(390);
            }
        }
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

    private void nothingWrong(Page page, String name) {
        page.screenshot(new ScreenshotOptions()
                .setPath(Path.of("target", "pictures", name + ".png"))
                .setFullPage(true));
        assertThat(Chromium.findings(page)).as(name).isEmpty();
        assertThat(complaints.stream().filter(text -> !text.contains("the server responded with a status of 4")))
                .as(name)
                .isEmpty();
    }

    private static void open(Page page, String path) {
        page.navigate(app.uri("/console/" + path).toString());
    }
}
