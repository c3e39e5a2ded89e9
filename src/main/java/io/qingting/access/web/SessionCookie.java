package io.qingting.access.web;

import io.qingting.access.app.Sessions;
import io.qingting.access.domain.Token;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;

/**
 * The cookie that keeps a person logged in: no script reads it, and no foreign page makes a browser send it. What changes
 * something also needs {@link #csrfToken} in a header, which only a page of ours can know.
 */
final class SessionCookie {
    static final String NAME = "qingting_session";
    static final String CSRF_HEADER = "X-CSRF-Token";

    private SessionCookie() {}

    /** @param isEncrypted the request came by TLS, so that the cookie may be held back from anything else */
    static NewCookie of(Sessions.Opened session, boolean isEncrypted) {
        return cookie(session.token().text(), (int) session.longest().toSeconds(), isEncrypted);
    }

    /** Takes the cookie away. */
    static NewCookie none(boolean isEncrypted) {
        return cookie("", 0, isEncrypted);
    }

    private static NewCookie cookie(String value, int seconds, boolean isEncrypted) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(isEncrypted)
                .sameSite(SameSite.STRICT)
                .build();
    }

    /** Follows from the session's token, and does not lead back to it. */
    static String csrfToken(Token session) {
        return new Token("csrf:" + session.text()).hashText();
    }
}
