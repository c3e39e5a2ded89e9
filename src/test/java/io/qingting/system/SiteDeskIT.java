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
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
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

/** An administrator sets the site up in a real browser, and a wall does what it is told. Pictures lie in target/pictures. */
@Timeout(600)
class SiteDeskIT {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final Map<String, List<String>> HEADINGS = Map.of(
            "/site", List.of("Site", "站点"),
            "/queuesetup", List.of("Queue set-up", "队列设置"),
            "/teams", List.of("Teams", "班组"),
            "/agentsetup", List.of("Agent set-up", "坐席设置"),
            "/displays", List.of("Displays", "大屏"));

    private static Chromium chromium;
    private static RunningApp app;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp("site-desk");
        app.start();
        chromium = new Chromium();
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) chromium.close();
        if (app != null) app.close();
    }

    @Test
    void theSiteIsSetUpAndAWallObeys() throws Exception {
        try (BrowserContext boss = context("en-GB");
                BrowserContext hall = context("zh-CN")) {
            Page page = page(boss);
            logInAsTheFirst(page);
            anEventNamesANewQueue();

            // When: a team and the new queue are set up. Then: the queue is new no more.
            page.navigate(app.uri("/console/teams").toString());
            button(page, "Add a team").click();
            field(page, "Id of the team").fill("east");
            field(page, "Name").fill("东区");
            field(page, "English name").fill("East");
            button(page, "Save").click();
            assertThat(row(page, "东区")).containsText("East");
            page.navigate(app.uri("/console/queuesetup").toString());
            assertThat(page.getByText("New queues, not configured: 1.")).isVisible(LONG);
            nothingWrong(page, "queuesetup-new-en");
            button(page, "Configure: billing").click();
            field(page, "Name").fill("账单");
            page.getByRole(AriaRole.DIALOG)
                    .getByText("Has thresholds of its own")
                    .click();
            nothingWrong(page, "queuesetup-dialog-en");
            button(page, "Save").click();
            assertThat(row(page, "账单")).containsText("Its own");
            assertThat(page.getByText("New queues, not configured")).hasCount(0);

            agentsByFile(page);
            theSiteIsChanged(page);
            aWallIsTold(page, hall);
            everyPageInBothLanguages(page);
        }
    }

    private void logInAsTheFirst(Page page) {
        page.navigate(app.uri(app.setUpLink()).toString());
        assertThat(page.getByLabel("Login")).isVisible(LONG);
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Boss");
        page.getByLabel("Login").fill("boss");
        page.getByLabel("New password").fill("correct horse battery");
        button(page, "Set up and log in").click();
        assertThat(heading(page, "Hello, boss")).isVisible(LONG);
    }

    private static void anEventNamesANewQueue() throws Exception {
        String key = app.sourceKey("pbx");
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/connectors/pbx\",\"type\":\"contact.enqueued\","
                        + "\"subject\":\"c1\",\"time\":\"" + Instant.now() + "\",\"data\":{\"contactId\":\"c1\","
                        + "\"channel\":\"voice\",\"queueId\":\"billing\"}}";
        assertThat(app.post("/api/events", key, "application/cloudevents+json", event)
                        .statusCode())
                .isEqualTo(200);
    }

    /** A file with a fault imports nothing and says where; the mended one, as Excel writes it in China, is taken as a whole. */
    private void agentsByFile(Page page) {
        page.navigate(app.uri("/console/agentsetup").toString());
        button(page, "Import CSV").click();
        Locator file = page.getByLabel("File", new Page.GetByLabelOptions().setExact(true));
        file.setInputFiles(csv("编号,名称,班组\n1001,王芳,西区\n"));
        assertThat(page.getByText("There is no team of this id or name.")).isVisible(LONG);
        assertThat(button(page, "Import all")).isDisabled();
        nothingWrong(page, "import-fault-en");
        file.setInputFiles(csv("编号,名称,班组\n1001,王芳,东区\n1002,李雷,east\n"));
        assertThat(page.getByText("Added: 2, changed: 0, unchanged: 0.")).isVisible(LONG);
        nothingWrong(page, "import-en");
        button(page, "Import all").click();
        assertThat(row(page, "王芳")).containsText("东区");
    }

    private static FilePayload csv(String text) {
        return new FilePayload("agents.csv", "text/csv", text.getBytes(Charset.forName("GBK")));
    }

    private void theSiteIsChanged(Page page) {
        page.navigate(app.uri("/console/site").toString());
        assertThat(heading(page, "Site")).isVisible(LONG);
        field(page, "Name of the site").fill("东区客服中心");
        button(page, "Add a link").click();
        page.getByLabel("Template").fill("http://desk.example.com/{contactId}");
        button(page, "Save").click();
        assertThat(page.getByText("An https address")).isVisible(LONG);
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

    private void aWallIsTold(Page page, BrowserContext hall) throws Exception {
        Page wall = page(hall);
        wall.setViewportSize(1920, 1080);
        wall.navigate(app.uri("/wall#token=" + app.displayToken("floor")).toString());
        assertThat(wall.getByText("东区客服中心").first()).isVisible(LONG);
        page.navigate(app.uri("/console/displays").toString());
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

    private static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator row(Page page, String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
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

    private static Locator button(Page page, Pattern name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }
}
