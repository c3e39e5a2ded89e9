package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.qingting.system.Visitor.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The wall in a real browser, on the packaged application. */
@Timeout(600)
class WallIT {
    private static Chromium chromium;
    private static Browser browser;
    private static RunningApp app;

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp("wall");
        app.start();
        chromium = new Chromium();
        browser = chromium.browser();
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) chromium.close();
        if (app != null) app.close();
    }

    @Test
    void aPostedEventChangesTheWallAndAStoppedServerIsSeenUntilItIsBack() throws Exception {
        String key = app.sourceKey("pbx");
        String token = app.displayToken("floor");
        try (Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1920, 1080))) {
            page.navigate(app.uri("/wall?lang=en#token=" + token).toString());
            Locator queueLength = page.locator("section.tile").first().locator(".value");
            assertThat(queueLength).isVisible(LONG);

            // When: two customers enter a queue.
            enqueue(key, "a");
            enqueue(key, "b");

            // Then: the wall shows both, and nothing that axe objects to.
            assertThat(queueLength).hasText("2", new LocatorAssertions.HasTextOptions().setTimeout(20_000));
            assertThat(Chromium.findings(page)).isEmpty();

            // When: the server is killed.
            app.killApplication();

            // Then: the wall says so, and loses it again once the server is back, with the figures that the log holds.
            Locator banner = page.locator(".banner.bad");
            assertThat(banner).isVisible(LONG);
            assertThat(banner).containsText("reconnecting");
            app.start();
            assertThat(banner).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(90_000));
            assertThat(queueLength).hasText("2", new LocatorAssertions.HasTextOptions().setTimeout(20_000));
        }
    }

    @Test
    void nothingIsWrongWithTheChineseWall() throws Exception {
        String token = app.displayToken("supervisors");
        try (Visitor visitor = new Visitor(chromium, app, "zh-CN")) {
            visitor.page().setViewportSize(1920, 1080);
            visitor.open("/wall?lang=zh#token=" + token);
            assertThat(visitor.page().locator("section.tile").first()).isVisible(LONG);
            visitor.nothingWrong("wall-zh");
            visitor.resize(Visitor.NARROW);
            visitor.nothingWrong("wall-narrow-zh");
        }
    }

    @Test
    void whoeverFollowsALinkToNowhereIsToldWhereToGo() {
        try (Visitor visitor = new Visitor(chromium, app, "zh-CN")) {
            for (String language : new String[] {"zh", "en"}) {
                assertThat(visitor.open("/nowhere?lang=" + language)).isEqualTo(404);
                assertThat(visitor.page().getByRole(AriaRole.LINK).first()).isVisible(LONG);
                visitor.nothingWrong("nowhere-" + language);
            }
        }
    }

    @Test
    void aLinkWithoutATokenSaysWhatToDo() {
        try (Page page = browser.newPage()) {
            page.navigate(app.uri("/wall?lang=en").toString());
            assertThat(page.getByText("Open this page by the complete link")).isVisible(LONG);
        }
    }

    private static void enqueue(String key, String contact) throws Exception {
        String event = """
                {"specversion":"1.0","id":"%s","source":"/connectors/pbx","type":"contact.enqueued","subject":"%s",
                 "time":"%s","datacontenttype":"application/json",
                 "data":{"connectorId":"pbx","channel":"voice","contactId":"%s","queueId":"billing"}}""".formatted(contact, contact, Instant.ofEpochMilli(System.currentTimeMillis()), contact);
        assertThat(app.post("/api/events", key, "application/cloudevents+json", event)
                        .statusCode())
                .isEqualTo(200);
    }
}
