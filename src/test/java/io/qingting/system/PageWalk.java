package io.qingting.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/**
 * A walk through pages of the console: each light in Chinese and dark in English, wide and narrow, with what its heading, its first
 * row and its first figure open, by the keyboard. It ends in the colours and the language in which it began.
 */
final class PageWalk {
    private static final String OPENS = "[aria-haspopup=dialog]:enabled";

    private final Visitor visitor;
    private final Page page;

    /** @param visitor whose pages are in Chinese and light now */
    PageWalk(Visitor visitor) {
        this.visitor = visitor;
        page = visitor.page();
    }

    /** @param path below /console, with its slash; empty: the overview */
    void through(String path) {
        String name = path.isEmpty() ? "home" : path.substring(1).replace('/', '-');
        visitor.resize(Visitor.WIDE);
        visitor.open("/console" + path);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .isVisible(Visitor.LONG);
        visitor.nothingWrong(name + "-zh");
        whatItOpens(name + "-zh");
        Locator figures = page.locator("main .explain");
        if (figures.count() > 0) opens(figures.first(), name + "-zh-why");

        switchTo("English", "English");
        visitor.settled();
        visitor.fits(name + "-en");
        switchTo("深色", "Dark");
        whatItOpens(name + "-dark-en");
        visitor.resize(Visitor.NARROW);
        visitor.nothingWrong(name + "-narrow-dark-en");

        switchTo("中文", "中文");
        switchTo("浅色", "Light");
        visitor.settled();
        visitor.fits(name + "-narrow-zh");
    }

    private void switchTo(String chinese, String english) {
        Locator header = page.getByRole(AriaRole.BANNER);
        header.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(chinese).setExact(true))
                .or(header.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(english).setExact(true)))
                .first()
                .click();
    }

    private void whatItOpens(String name) {
        Locator ofHeading = page.locator("main .page-head " + OPENS);
        for (int i = 0; i < ofHeading.count(); i++) opens(ofHeading.nth(i), name + "-new" + (i == 0 ? "" : i));
        Locator ofRows = page.locator("main .acts " + OPENS);
        if (ofRows.count() > 0) opens(ofRows.first(), name + "-row");
    }

    /** What is opened by the keyboard stands there, is closed by Escape, and leaves the reader where he was. */
    private void opens(Locator opener, String name) {
        opener.focus();
        page.keyboard().press("Enter");
        assertThat(visitor.dialog()).isVisible(Visitor.LONG);
        visitor.nothingWrong(name);
        page.keyboard().press("Escape");
        assertThat(visitor.dialog()).hasCount(0);
        assertThat(opener).isFocused();
    }
}
