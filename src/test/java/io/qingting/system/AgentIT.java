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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an agent does on a phone, on the packaged application. Pictures lie in target/pictures. */
@Timeout(600)
class AgentIT {
    private static final String PASSWORD = "correct horse battery";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final int MANY = 7;
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final LocatorAssertions.ContainsTextOptions LATE =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

    private static Chromium chromium;
    private static RunningApp app;
    private static String key;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp("agent");
        app.start();
        key = app.sourceKey("chat");
        chromium = new Chromium();
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) chromium.close();
        if (app != null) app.close();
    }

    @Test
    void whatAnAgentDoesOnAPhone() throws Exception {
        // Given: an agent who served some customers today, and one who waits.
        for (int i = 0; i < MANY; i++) served("c-2026-" + i, Instant.now().minusSeconds(600 - 60L * i), 5 + 10 * i);
        String invitation = invited("amy", "\"roles\":[\"agent\"],\"agentId\":\"amy\"");

        try (BrowserContext phone = context(390, 844)) {
            Page page = page(phone);
            page.navigate(invitation);
            page.getByLabel("新密码").fill(PASSWORD);
            button(page, "设置密码并登录").click();

            // Then: the log-in leads to the own page, which is the agent's alone.
            assertThat(page).hasURL(Pattern.compile("/me$"));
            Locator waiting = section(page, "等我回复");
            assertThat(waiting).isVisible(LONG);
            assertThat(waiting).containsText("没有客户在等您回复。", SOON);
            assertThat(section(page, "今天").getByRole(AriaRole.ROW).nth(1)).containsText(Integer.toString(MANY), SOON);
            assertThat(section(page, "今天")).containsText("有数据的同组人员不足 5 位时，不显示中位数。");

            // When: a customer writes. Then: the countdown runs, presses, and is over; gently.
            taken("c-waiting", Instant.now());
            assertThat(waiting.getByRole(AriaRole.LISTITEM)).containsText("剩余", SOON);
            assertThat(waiting.getByRole(AriaRole.LISTITEM)).containsText("待首响");
            assertThat(waiting.getByRole(AriaRole.STATUS).first()).containsText("1 位客户即将超时", SOON);
            nothingWrong(page, "me-narrow-zh");
            assertThat(waiting.getByRole(AriaRole.LISTITEM)).containsText("已超", LATE);
            reply("c-waiting");
            assertThat(waiting).containsText("没有客户在等您回复。", SOON);

            theScoreIsExplained(page);
            anAppeal(page);
            aCallForHelp(page);
            anAnnouncement(page);
            aLeadDecides();
            theDecisionIsOnRecord(page);

            // Then: the same in English and dark, and at a desk.
            button(page, "English").click();
            assertThat(section(page, "Waiting for my reply")).isVisible(LONG);
            nothingWrong(page, "me-narrow-en");
            button(page, "Dark").click();
            nothingWrong(page, "me-narrow-dark-en");
            page.setViewportSize(1280, 800);
            nothingWrong(page, "me-dark-en");
            button(page, "中文").click();
            button(page, "浅色").click();
            nothingWrong(page, "me-zh");
        }
    }

    /** The parts with their N; today's ratings, which would tell who gave them, wait until tomorrow. */
    private void theScoreIsExplained(Page page) {
        Locator score = section(page, "服务分");
        score.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("今天").setExact(true))
                .click();
        assertThat(score).containsText("评价 " + MANY + " 个");
        Locator ratings = score.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("满意度"));
        assertThat(ratings).containsText("次日起显示");
        score.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^首响：")))
                .click();
        Locator drawer = page.getByRole(AriaRole.DIALOG);
        assertThat(drawer).containsText("c-2026-6", SOON);
        assertThat(drawer).containsText("超过时限仍未回复");
        drawer.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("重新计算").setExact(true))
                .click();
        assertThat(drawer).containsText("一致", SOON);
        nothingWrong(page, "me-explained-narrow-zh");
        button(page, "关闭").click();
        assertThat(drawer).hasCount(0);
    }

    private void anAppeal(Page page) {
        Locator appeals = section(page, "申诉");
        page.reload();
        appeals.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("申诉会话 c-2026-6"))
                .click();
        button(page, "提交申诉").click();
        assertThat(appeals.getByRole(AriaRole.ALERT)).containsText("请写 1 至 500 个字。");
        appeals.getByLabel("为什么不该计入").fill("系统当时无法发送消息");
        nothingWrong(page, "me-appeal-narrow-zh");
        button(page, "提交申诉").click();
        assertThat(appeals).containsText("申诉已提交。", SOON);
        assertThat(appeals).containsText("待处理");
    }

    /** The call is seen and taken by the own supervisor, who is told which agent calls. */
    private void aCallForHelp(Page page) throws Exception {
        button(page, "求助").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        nothingWrong(page, "me-help-narrow-zh");
        button(page, "客户情况棘手").click();
        assertThat(page.getByText("已通知主管").last()).isVisible(LONG);
        String invitation = invited("wang.fang", "\"roles\":[\"supervisor\"],\"teamIds\":[\"team-a\"]");
        try (BrowserContext desk = context(1280, 800)) {
            Page console = loggedIn(desk, invitation, "您好，wang.fang");
            console.navigate(app.uri("/console/alerts").toString());
            Locator call = console.getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions().setHasText("amy"))
                    .first();
            assertThat(call).containsText("求助", SOON);
            nothingWrong(console, "help-supervisor-zh");
            call.getByRole(AriaRole.BUTTON).click();
            assertThat(console.getByRole(AriaRole.DIALOG)).isVisible(LONG);
            button(console, "确认").click();
            assertThat(console.getByText("已确认。")).isVisible(LONG);
        }
        assertThat(page.getByText("已接手").last()).isVisible(LONG);
        nothingWrong(page, "me-helped-narrow-zh");
        button(page, "不再需要").click();
        assertThat(button(page, "求助")).isVisible(LONG);
    }

    /** Out of the score, with the reason, the role and the instant; never out of the figure itself. */
    private void theDecisionIsOnRecord(Page page) {
        page.reload();
        Locator appeals = section(page, "申诉");
        assertThat(appeals).containsText("已采纳", SOON);
        assertThat(appeals).containsText("当时系统确有故障");
        Locator score = section(page, "服务分");
        score.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("今天").setExact(true))
                .click();
        score.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^接起：接起 " + MANY)))
                .click();
        Locator drawer = page.getByRole(AriaRole.DIALOG);
        assertThat(drawer).containsText("申诉通过，不计入服务分", SOON);
        assertThat(drawer).containsText(Pattern.compile("质检于 .+ 同意申诉：当时系统确有故障"), SOON);
        nothingWrong(page, "me-excluded-narrow-zh");
        button(page, "关闭").click();
    }

    private void anAnnouncement(Page page) throws Exception {
        app.admin(
                "/api/announcements",
                "{\"textZh\":\"今晚八点系统升级，请提前保存。\",\"textEn\":\"The system is upgraded at eight tonight.\",\"severity\":\"important\",\"toAgents\":true,\"toWalls\":true,\"untilAt\":\""
                        + Instant.now().plusSeconds(3600) + "\"}");
        Locator announcements = page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("公告"));
        assertThat(announcements).containsText("今晚八点系统升级", SOON);
        assertThat(announcements).containsText("重要");
    }

    private void aLeadDecides() throws Exception {
        String invitation = invited("li.na", "\"roles\":[\"quality\"]");
        try (BrowserContext desk = context(1280, 800)) {
            Page page = loggedIn(desk, invitation, "您好，li.na");
            assertThat(page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("公告")))
                    .containsText("今晚八点系统升级", SOON);
            page.navigate(app.uri("/console/appeals").toString());
            assertThat(page.getByText("系统当时无法发送消息")).isVisible(LONG);
            nothingWrong(page, "appeals-lead-zh");
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^处理 amy")))
                    .click();
            page.getByLabel("理由（坐席可见）").fill("当时系统确有故障");
            nothingWrong(page, "appeal-decide-zh");
            button(page, "采纳：不再计分").click();
            assertThat(page.getByText("已采纳，服务分会随之更新。")).isVisible(LONG);
        }
        try (BrowserContext wall = context(1920, 1080)) {
            Page page = page(wall);
            page.navigate(app.uri("/wall#token=" + app.displayToken("floor")).toString());
            assertThat(page.getByText("今晚八点系统升级")).isVisible(LONG);
            page.screenshot(new ScreenshotOptions().setPath(Path.of("target", "pictures", "wall-announcement-zh.png")));
            assertThat(Chromium.findings(page)).isEmpty();
        }
    }

    private Page loggedIn(BrowserContext context, String invitation, String greeting) {
        Page page = page(context);
        page.navigate(invitation);
        page.getByLabel("新密码").fill(PASSWORD);
        button(page, "设置密码并登录").click();
        assertThat(heading(page, greeting)).isVisible(LONG);
        return page;
    }

    private static String invited(String login, String more) throws Exception {
        String link = app.admin(
                        "/api/people",
                        "{\"login\":\"" + login + "\",\"name\":\"" + login + "\",\"language\":\"zh\"," + more + "}")
                .path("link")
                .asText();
        return app.uri(link.substring(link.indexOf("/log-in"))).toString();
    }

    private static void taken(String contact, Instant at) throws Exception {
        post(
                event("contact.enqueued", contact, at, "\"queueId\":\"billing\",\"queueName\":\"账单\""),
                event(
                        "contact.accepted",
                        contact,
                        at,
                        "\"queueId\":\"billing\",\"agentId\":\"amy\",\"teamId\":\"team-a\""),
                event("message.customer", contact, at, "\"actor\":{\"type\":\"customer\"}"));
    }

    private static void served(String contact, Instant at, int answerSeconds) throws Exception {
        taken(contact, at);
        Instant answer = at.plusSeconds(answerSeconds);
        post(
                event(
                        "message.agent",
                        contact,
                        answer,
                        "\"agentId\":\"amy\",\"actor\":{\"type\":\"human\",\"id\":\"amy\"}"),
                event("contact.closed", contact, answer.plusSeconds(1), "\"agentId\":\"amy\",\"reason\":\"resolved\""),
                event(
                        "contact.rated",
                        contact,
                        answer.plusSeconds(2),
                        "\"rating\":{\"surveyId\":\"s-" + contact
                                + "\",\"kind\":\"csat\",\"score\":4,\"scaleMin\":1,\"scaleMax\":5}"));
    }

    private static void reply(String contact) throws Exception {
        post(event(
                "message.agent",
                contact,
                Instant.now(),
                "\"agentId\":\"amy\",\"actor\":{\"type\":\"human\",\"id\":\"amy\"}"));
    }

    private static String event(String type, String contact, Instant at, String more) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + type + ":" + contact + ":" + at
                + "\",\"source\":\"/connectors/chat\",\"type\":\"" + type + "\",\"time\":\"" + at
                + "\",\"data\":{\"contactId\":\"" + contact + "\",\"channel\":\"chat\"," + more + "}}";
    }

    private static void post(String... events) throws Exception {
        assertThat(app.post("/api/events", key, BATCH, "[" + String.join(",", events) + "]")
                        .statusCode())
                .isEqualTo(200);
    }

    private static BrowserContext context(int width, int height) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("zh-CN")
                        .setTimezoneId("Asia/Shanghai")
                        .setViewportSize(width, height)
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

    /** Takes a picture; axe finds nothing, nothing sticks out, and the browser complained of nothing. */
    private void nothingWrong(Page page, String name) {
        page.screenshot(new ScreenshotOptions()
                .setPath(Path.of("target", "pictures", name + ".png"))
                .setFullPage(true));
        assertThat(Chromium.findings(page)).as(name).isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as(name)
                .isLessThanOrEqualTo(0);
        assertThat(complaints.stream().filter(text -> !text.contains("the server responded with a status of 4")))
                .as(name)
                .isEmpty();
    }

    private static Locator section(Page page, String title) {
        return page.getByRole(
                AriaRole.REGION, new GetByRoleOptions().setName(title).setExact(true));
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
