package io.qingting.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** What a reader finds on a page of the console, by what it is called. */
final class DeskPage {
    private DeskPage() {}

    static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** Of a table, by any text in it. */
    static Locator row(Page page, String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    static Locator heading(Page page, String text) {
        return page.getByRole(
                AriaRole.HEADING,
                new GetByRoleOptions().setName(text).setExact(true).setLevel(1));
    }

    static Locator button(Page page, String text) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(text).setExact(true));
    }

    static Locator button(Page page, Pattern name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }
}
