package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;

/**
 * Somebody at a browser of their own, and what must be true of every page they look at: what was wrong on any of them is told when
 * they leave. Pictures lie in target/pictures.
 */
final class Visitor implements AutoCloseable {
    static final LocatorAssertions.IsVisibleOptions LONG = new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    static final String PASSWORD = "correct horse battery";
    static final Path PICTURES = Path.of("target", "pictures");
    static final int WIDE = 1280;
    static final int NARROW = 390;
    /** Further than the way to any control of a page. */
    private static final int MOST_TABS = 150;

    /** Three words in a row are no name and no code. */
    private static final Pattern ENGLISH = Pattern.compile("[a-z]{2,} [a-z]{2,} [a-z]{2,}");

    private static final Pattern BUSY =
            Pattern.compile("Reading …|正在读取…|Connecting to the live floor …|正在连接实时数据…|One moment …|请稍候…");

    private final RunningApp app;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final SoftAssertions seen = new SoftAssertions();

    Visitor(Chromium chromium, RunningApp app, String locale) {
        this.app = app;
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale(locale)
                        .setTimezoneId("Asia/Shanghai")
                        .setViewportSize(WIDE, 800)
                        .setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) complaints.add(message.text());
        });
        page.onPageError(complaints::add);
    }

    Page page() {
        return page;
    }

    /** Goes there; each document carries the strict policy. Returns the status; 0 where nothing but what stands behind the # changed. */
    int open(String path) {
        Response answer = page.navigate(app.uri(path).toString());
        if (answer == null) return 0;
        assertThat(answer.headers().get("content-security-policy"))
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        return answer.status();
    }

    void resize(int width) {
        page.setViewportSize(width, width == NARROW ? 844 : 800);
    }

    /** By the link that the first start printed: Boss, administrator, whose pages are in English. */
    void setUp() {
        open(app.setUpLink());
        assertThat(heading("Set up the first administrator")).isVisible(LONG);
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Boss");
        page.getByLabel("Login").fill("boss");
        page.getByLabel("New password").fill(PASSWORD);
        button("Set up and log in").click();
        assertThat(heading("Hello, boss")).isVisible(LONG);
    }

    Locator heading(String text) {
        return page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions().setName(text).setExact(true).setLevel(1));
    }

    Locator button(String text) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    Locator button(Pattern text) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text));
    }

    Locator row(String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    void choose(String list, String option) {
        page.getByRole(
                        AriaRole.COMBOBOX,
                        new Page.GetByRoleOptions().setName(list).setExact(true))
                .click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(option).setExact(true))
                .click();
    }

    /** Goes there as one does without a mouse; fails where no number of tabs leads there. */
    void tabTo(Locator wanted) {
        assertThat(wanted).isVisible(LONG);
        for (int i = 0; i < MOST_TABS; i++) {
            if (isFocused(wanted)) return;
            page.keyboard().press("Tab");
        }
        throw new AssertionError("cannot be reached by the keyboard: " + wanted);
    }

    private static boolean isFocused(Locator wanted) {
        return (boolean) wanted.evaluate("element => element === document.activeElement");
    }

    void press(Locator wanted) {
        tabTo(wanted);
        page.keyboard().press("Enter");
    }

    void type(Locator wanted, String text) {
        tabTo(wanted);
        page.keyboard().type(text);
    }

    /** The page has read what it shows, and nothing opens or closes any more. */
    void settled() {
        assertThat(page.getByText(BUSY)).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
        assertThat(page.locator("[aria-busy=true]"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
        assertThat(page.locator("[class*='-enter-active'], [class*='-leave-active']"))
                .hasCount(0);
    }

    /**
     * Axe finds nothing in what stands there, nothing sticks out of it sideways, no English sentence stands on a Chinese page, and
     * the browser complained of nothing, such as a style that the policy forbids.
     */
    void nothingWrong(String picture) {
        settled();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(picture + ".png"))
                // What stands before the page covers no more than what is in sight.
                .setFullPage(dialog().count() == 0));
        seen.assertThat(Chromium.findings(page)).as(picture).isEmpty();
        fits(picture);
        if ("zh-CN".equals(page.locator("html").getAttribute("lang")))
            seen.assertThat(page.locator("body").innerText()).as(picture).doesNotContainPattern(ENGLISH);
        // That a request was refused is noted by the browser itself.
        seen.assertThat(complaints.stream().filter(text -> !text.contains("the server responded with a status of 4")))
                .as(picture)
                .isEmpty();
        complaints.clear();
    }

    /** Nothing sticks out of the page sideways. */
    void fits(String picture) {
        seen.assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of %s", picture)
                .isLessThanOrEqualTo(page.viewportSize().width);
    }

    /** What was provoked is no fault of the page. */
    void forgetComplaints() {
        complaints.clear();
    }

    @Override
    public void close() {
        context.close();
        seen.assertAll();
    }
}
