package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a supervisor does on a bad Monday, in a real browser on the packaged application: a queue turns red, is opened, somebody
 * who can help is found, the alert is acknowledged and the noisy rule silenced. Pictures lie in target/pictures.
 */
@Timeout(600)
class BadMondayIT {
    private static final String PASSWORD = "correct horse battery";
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CALLS = 8;

    private static Chromium chromium;
    private static RunningApp app;
    private static String source;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp("monday");
        app.start();
        source = app.sourceKey("pbx");
        app.admin("PUT", "/api/sla/policies/answer", """
                {"name":"answer","target":"answer","promise":{"amount":30,"unit":"minutes"}}
                """);
        app.admin("PUT", "/api/alert-rules/too-many-wait", """
                {"metric":"queueLength","threshold":6,"severity":"critical"}
                """);
        chromium = new Chromium();
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) chromium.close();
        if (app != null) app.close();
    }

    @Test
    void aBadMondayOfASupervisor() throws Exception {
        String invitation = app.admin("/api/people", """
                {"login":"wang.fang","name":"王芳","roles":["supervisor"],"teamIds":["team-east"]}
                """).path("link").asText();
        theFloorOpens();
        try (BrowserContext context = context()) {
            Page page = page(context);
            page.navigate(app.uri(invitation).toString());
            page.getByLabel("新密码").fill(PASSWORD);
            button(page, "设置密码并登录").click();

            // Given: a calm floor, and the line is live.
            assertThat(heading(page, "您好，wang.fang")).isVisible(LONG);
            assertThat(page.getByText("所有队列均在目标之内。")).isVisible(LONG);
            assertThat(page.getByText(Pattern.compile("实时.*秒前"))).isVisible(LONG);
            nothingWrong(page, "home-calm-zh");

            // When: callers have waited for nine minutes, and one has just come. Then: the queue is red, here and in
            // the list, and stands first.
            callersWait();
            assertThat(page.locator(".summary").getByText("账单").first()).isVisible(LONG);
            page.getByRole(AriaRole.NAVIGATION).getByText("队列").click();
            Locator first = page.getByRole(AriaRole.ROW).nth(1);
            assertThat(first).containsText("账单", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            assertThat(first).containsText("超限");
            assertThat(first).containsText(Integer.toString(CALLS));
            nothingWrong(page, "queues-red-zh");
            theListIsUsedByKeyboard(page);

            // When: the queue is opened. Then: who waits, and who can help, of the own team only.
            page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("账单").setExact(true))
                    .click();
            assertThat(heading(page, "账单")).isVisible(LONG);
            assertThat(page.getByText("call-0", new Page.GetByTextOptions().setExact(false))
                            .first())
                    .isVisible(LONG);
            assertThat(page.locator(".promise")
                            .filter(new Locator.FilterOptions().setHasText(Pattern.compile("接通\\s*剩余")))
                            .first())
                    .isVisible(LONG);
            Locator help = page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("谁能帮忙"));
            assertThat(help.getByText("chen")).isVisible(LONG);
            assertThat(help).not().containsText("sun");
            nothingWrong(page, "queue-zh");

            // When: the alert is opened and acknowledged.
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^查看：(排队过长|queueLength)")))
                    .first()
                    .click();
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible(LONG);
            button(page, "确认").click();
            assertThat(page.getByText("已确认。")).isVisible(LONG);
            button(page, "指派给我").click();
            assertThat(page.getByText("已指派。")).isVisible(LONG);
            nothingWrong(page, "alert-zh");

            // And: alerts like it are silenced for half an hour. Then: there it stands, with who and why.
            page.getByText("静默此类告警").click();
            assertThat(heading(page, "静默")).isVisible(LONG);
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            dialog.getByLabel("原因").fill("周一高峰，已在处理");
            assertThat(dialog.getByText("30 分钟").first()).isVisible(LONG);
            nothingWrong(page, "silence-zh");
            dialog.getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("静默").setExact(true))
                    .click();
            assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("周一高峰")))
                    .containsText("wang.fang");

            everyLivePage(page);
            whatIsOldDoesNotLookLive(page);
        }
    }

    private void theListIsUsedByKeyboard(Page page) {
        Locator heading = page.getByRole(AriaRole.COLUMNHEADER, new GetByRoleOptions().setName("最长等待"));
        heading.getByRole(AriaRole.BUTTON).focus();
        page.keyboard().press("Enter");
        assertThat(heading).hasAttribute("aria-sort", "descending");
        page.keyboard().press("Enter");
        assertThat(heading).hasAttribute("aria-sort", "ascending");
        page.getByLabel("查找队列").focus();
        page.keyboard().type("no such queue");
        assertThat(page.getByText("没有符合条件的队列。")).isVisible();
        page.getByLabel("查找队列").fill("");
    }

    private void everyLivePage(Page page) {
        Map<String, List<String>> pages = new TreeMap<>(Map.of(
                "", List.of("您好，wang.fang", "Hello, wang.fang"),
                "/queues", List.of("队列", "Queues"),
                "/queues/billing", List.of("账单", "账单"),
                "/agents", List.of("坐席", "Agents"),
                "/agents/chen", List.of("chen", "chen"),
                "/agents/sun", List.of("sun", "sun"),
                "/at-risk", List.of("超时预警", "At risk"),
                "/silences", List.of("静默", "Silences")));
        for (int language = 0; language < 2; language++) {
            String name = language == 0 ? "zh" : "en";
            if (language == 1) button(page, "English").click();
            for (Map.Entry<String, List<String>> known : pages.entrySet()) {
                page.navigate(app.uri("/console" + known.getKey()).toString());
                assertThat(heading(page, known.getValue().get(language))).isVisible(LONG);
                assertThat(page.getByText(language == 0 ? "正在读取…" : "Reading …"))
                        .hasCount(0);
                assertThat(page.locator(".pill.good")).isVisible(LONG);
                String picture = "live" + known.getKey().replace('/', '-');
                page.setViewportSize(1280, 800);
                nothingWrong(page, picture + "-" + name);
                page.setViewportSize(390, 844);
                nothingWrong(page, picture + "-narrow-" + name);
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as(picture)
                        .isLessThanOrEqualTo(390);
            }
        }
        page.setViewportSize(1280, 800);
        // Sun is of another team: there is nothing to see, and nothing that tells whether there is such an agent.
        page.navigate(app.uri("/console/agents/sun").toString());
        assertThat(page.getByText("There is no such agent, or you may not see the agent."))
                .isVisible(LONG);
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Dark")).click();
        for (String dark : List.of("/queues", "/queues/billing", "/agents/chen")) {
            page.navigate(app.uri("/console" + dark).toString());
            assertThat(page.locator(".pill.good")).isVisible(LONG);
            assertThat(page.getByText("Reading …")).hasCount(0);
            nothingWrong(page, "live" + dark.replace('/', '-') + "-dark-en");
        }
    }

    private static void whatIsOldDoesNotLookLive(Page page) throws InterruptedException {
        page.navigate(app.uri("/console/queues").toString());
        assertThat(page.locator(".pill.good")).isVisible(LONG);
        app.killApplication();
        assertThat(page.locator(".pill.bad")).isVisible(LONG);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Data stopped");
        assertThat(page.locator(".content.old")).isVisible();
        page.screenshot(new ScreenshotOptions().setPath(Path.of("target", "pictures", "live-queues-stale-en.png")));
    }

    /** Chen is available for billing and Zhao busy with another queue, both of the team in the east; Sun is of the west. */
    private static void theFloorOpens() throws Exception {
        Instant early = Instant.now().minusSeconds(3_600);
        List<Map<String, Object>> events = new ArrayList<>();
        agent(events, "chen", "team-east", "available", "billing", early);
        agent(events, "zhao", "team-east", "busy", "orders", early);
        agent(events, "sun", "team-west", "available", "billing", early);
        call(events, "contact.enqueued", "call-before", "billing", early, Map.of());
        call(events, "contact.accepted", "call-before", "billing", early.plusSeconds(8), Map.of("agentId", "chen"));
        call(events, "contact.closed", "call-before", "billing", early.plusSeconds(240), Map.of("reason", "resolved"));
        call(events, "contact.enqueued", "call-orders", "orders", early.plusSeconds(30), Map.of());
        call(events, "contact.accepted", "call-orders", "orders", early.plusSeconds(40), Map.of("agentId", "zhao"));
        post(events);
    }

    private static void callersWait() throws Exception {
        List<Map<String, Object>> events = new ArrayList<>();
        Instant now = Instant.now();
        for (int i = 0; i < CALLS; i++) {
            Map<String, Object> customer = i == 3 ? Map.of("customer", Map.of("segment", "vip")) : Map.of();
            boolean isLast = i == CALLS - 1;
            call(
                    events,
                    "contact.enqueued",
                    "call-" + i,
                    "billing",
                    isLast ? now : now.minusSeconds(540 - i),
                    customer);
        }
        post(events);
    }

    private static void agent(
            List<Map<String, Object>> events, String id, String team, String state, String queue, Instant at) {
        events.add(event(
                "agent.presence.changed",
                at,
                Map.of("agentId", id, "teamId", team, "presence", Map.of("state", state))));
        events.add(event(
                "agent.membership.changed",
                at,
                Map.of("agentId", id, "teamId", team, "membership", Map.of("queueId", queue, "change", "added"))));
    }

    private static void call(
            List<Map<String, Object>> events,
            String type,
            String id,
            String queue,
            Instant at,
            Map<String, Object> more) {
        Map<String, Object> data = new TreeMap<>(more);
        data.put("contactId", id);
        data.put("channel", "voice");
        data.put("queueId", queue);
        data.put("queueName", queue.equals("billing") ? "账单" : "订单");
        events.add(event(type, at, data));
    }

    private static Map<String, Object> event(String type, Instant at, Map<String, Object> data) {
        return Map.of(
                "specversion",
                "1.0",
                "id",
                UUID.randomUUID().toString(),
                "source",
                "/connectors/pbx",
                "type",
                type,
                "time",
                at.toString(),
                "data",
                data);
    }

    private static void post(List<Map<String, Object>> events) throws Exception {
        var answer =
                app.post("/api/events", source, "application/cloudevents-batch+json", JSON.writeValueAsString(events));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static BrowserContext context() {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("zh-CN")
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
