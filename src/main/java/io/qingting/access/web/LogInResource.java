package io.qingting.access.web;

import io.qingting.access.app.LogIn;
import io.qingting.access.app.PasswordLinks;
import io.qingting.access.app.Sessions;
import io.qingting.access.domain.Person;
import io.qingting.access.domain.PersonLink;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How people get in: by login and password, or by a link that lets them choose one. Open to everybody. */
@Path(LogInResource.PATH)
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class LogInResource {
    static final String PATH = "/api/log-in";

    private static final int LONGEST = 400;

    private final LogIn logIn;
    private final PasswordLinks links;

    LogInResource(LogIn logIn, PasswordLinks links) {
        this.logIn = logIn;
        this.links = links;
    }

    record LogInJson(@Nullable String login, @Nullable String password) {}

    /** @param link the part of the link's address after {@code #} */
    record LinkJson(@Nullable String link) {}

    /**
     * @param purpose setUp, invitation or reset
     * @param login of the person; null for the set-up, which makes one
     */
    record LinkFoundJson(String purpose, @Nullable String login) {}

    /**
     * @param login of the first administrator; null where the link knows its person
     * @param name likewise
     * @param language zh or en; likewise, null: zh
     */
    record ChoiceJson(
            @Nullable String link,
            @Nullable String password,
            @Nullable String login,
            @Nullable String name,
            @Nullable String language) {}

    /** @param csrfToken to be sent as the header X-CSRF-Token with whatever changes something */
    record LoggedInJson(String login, String csrfToken) {}

    @POST
    public Uni<Response> logIn(@Nullable LogInJson who, @Context HttpServerRequest request) {
        String login = given(who == null ? null : who.login(), "/login");
        String password = given(who == null ? null : who.password(), "/password");
        String address =
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        return logIn.logIn(login, password, address).map(session -> answer(session, request));
    }

    @POST
    @Path("/link")
    public Uni<LinkFoundJson> look(@Nullable LinkJson link) {
        return links.look(given(link == null ? null : link.link(), "/link"))
                .map(found -> new LinkFoundJson(found.purpose().wireName(), found.login()));
    }

    @POST
    @Path("/link/password")
    public Uni<Response> choose(@Nullable ChoiceJson choice, @Context HttpServerRequest request) {
        if (choice == null) throw PersonInput.invalid("", "Send the link and a password as JSON.");
        String link = given(choice.link(), "/link");
        String password = given(choice.password(), "/password");
        return links.look(link)
                .map(found -> found.purpose() == PersonLink.Purpose.SET_UP
                        ? first(choice, password)
                        : new PasswordLinks.Choice(password, null, null, null))
                .chain(chosen -> links.take(link, chosen))
                .map(session -> answer(session, request));
    }

    private static PasswordLinks.Choice first(ChoiceJson choice, String password) {
        String login = choice.login() == null ? "" : choice.login().strip().toLowerCase(Locale.ROOT);
        String name = choice.name() == null ? "" : choice.name().strip();
        PersonInput.check(Person.isLogin(login), "/login", PersonInput.LOGIN);
        PersonInput.check(PersonInput.isName(name), "/name", PersonInput.NAME);
        String language = choice.language() == null ? "zh" : choice.language();
        PersonInput.check(PersonInput.isLanguage(language), "/language", PersonInput.LANGUAGE);
        return new PasswordLinks.Choice(password, login, name, language);
    }

    private static String given(@Nullable String value, String pointer) {
        if (value != null && !value.isBlank() && value.length() <= LONGEST && value.indexOf('\0') < 0) return value;
        throw new ProblemException(
                Problem.of(400, "invalid-value", "A value is not allowed", "Give 1 to " + LONGEST + " characters.")
                        .at(pointer));
    }

    private static Response answer(Sessions.Opened session, HttpServerRequest request) {
        return Response.ok(
                        new LoggedInJson(session.person().profile().login(), SessionCookie.csrfToken(session.token())))
                .cookie(SessionCookie.of(session, request.isSSL()))
                .header("Cache-Control", "no-store")
                .build();
    }
}
