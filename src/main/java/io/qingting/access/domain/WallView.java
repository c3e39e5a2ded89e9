package io.qingting.access.domain;

import java.util.regex.Pattern;

/** What a wall shows: the path {@code /wall}, and the query that chooses window, queues, teams, pages and language. */
public final class WallView {
    public static final int LONGEST = 1_000;
    /** Characters of a query; what else it holds is percent-encoded. No # : a token stands behind it. */
    private static final Pattern VIEW = Pattern.compile("/wall(\\?[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*)?");

    private WallView() {}

    /** Whether a wall may be sent there: never to another page, never to another site. */
    public static boolean isView(String text) {
        return text.length() <= LONGEST && VIEW.matcher(text).matches();
    }
}
