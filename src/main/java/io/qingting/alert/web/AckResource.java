package io.qingting.alert.web;

import io.qingting.alert.app.AckLinks;
import io.qingting.alert.app.AlertDesk;
import io.qingting.alert.app.AlertDesk.Letter;
import io.qingting.alert.app.Phrases;
import io.qingting.alert.app.Wording;
import io.qingting.alert.domain.Alert;
import io.qingting.kernel.BusinessClock;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The page behind a message's link. Looking at it does nothing, so that chat clients may preview it; its button acknowledges,
 * as the link's addressee. Needs no account, no script and no style.
 */
@Path("/ack/{token}")
@PermitAll
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class AckResource {
    private static final int MOST_SHOWN = 200;

    private final AckLinks links;
    private final AlertDesk desk;
    private final Phrases phrases;
    private final Wording wording;
    private final BusinessClock clock;

    AckResource(AckLinks links, AlertDesk desk, Phrases phrases, Wording wording, BusinessClock clock) {
        this.links = links;
        this.desk = desk;
        this.phrases = phrases;
        this.wording = wording;
        this.clock = clock;
    }

    /** What the message named, as it stands now, with a button while something still fires. */
    @GET
    public Uni<Response> look(@PathParam("token") String token) {
        return letter(token).map(found -> found.isEmpty() ? gone() : page(found.get(), lines(found.get())));
    }

    /** Acknowledges what the message named and still fires. Repeatable. */
    @POST
    public Uni<Response> acknowledge(@PathParam("token") String token) {
        return letter(token)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(gone())
                        : desk.acknowledgeLetter(found.get())
                                .map(count -> page(found.get(), done(found.get(), count))));
    }

    private Uni<Optional<Letter>> letter(String token) {
        OptionalLong message = links.messageOf(token);
        return message.isEmpty() ? Uni.createFrom().item(Optional.empty()) : desk.letter(message.getAsLong());
    }

    private String lines(Letter letter) {
        StringBuilder html = new StringBuilder("<ul>");
        letter.alerts().stream()
                .limit(MOST_SHOWN)
                .forEach(alert ->
                        html.append("<li>").append(escaped(line(letter, alert))).append("</li>"));
        html.append("</ul>");
        if (letter.firing() == 0)
            return html.append("<p>")
                    .append(phrase(letter, "ack.none", 0))
                    .append("</p>")
                    .toString();
        return html.append("<form method=\"post\"><button type=\"submit\">")
                .append(phrase(letter, "ack.button", letter.firing()))
                .append("</button></form>")
                .toString();
    }

    private String line(Letter letter, Alert alert) {
        String state =
                phrases.phrase(letter.language(), "state." + alert.state().wireName(), Map.of());
        return wording.summary(letter.language(), alert, clock.now()) + " · " + state;
    }

    private String done(Letter letter, long count) {
        return "<p role=\"status\">" + phrase(letter, "ack.done", count) + "</p>";
    }

    private String phrase(Letter letter, String name, long count) {
        return escaped(phrases.phrase(letter.language(), name, Map.of("count", Long.toString(count))));
    }

    private Response page(Letter letter, String body) {
        String title = phrase(letter, "ack.title", letter.alerts().size());
        return html(200, letter.language(), title, body);
    }

    /** A forged link and one that is over look the same. */
    private Response gone() {
        return html(
                404,
                "zh",
                escaped(phrases.phrase("zh", "ack.gone", Map.of())),
                "<p lang=\"en\">" + escaped(phrases.phrase("en", "ack.gone", Map.of())) + "</p>");
    }

    private static Response html(int status, String language, String title, String body) {
        String page = "<!doctype html><html lang=\"" + (language.equals("zh") ? "zh-CN" : "en")
                + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<meta name=\"robots\" content=\"noindex\"><title>" + title + "</title></head><body><main><h1>"
                + title
                + "</h1>" + body + "</main></body></html>";
        return Response.status(status)
                .entity(page)
                .header("Cache-Control", "no-store")
                .build();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
