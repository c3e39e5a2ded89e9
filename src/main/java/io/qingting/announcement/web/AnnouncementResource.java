package io.qingting.announcement.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.announcement.app.Announcements;
import io.qingting.announcement.app.Announcements.Author;
import io.qingting.announcement.domain.Announcement;
import io.qingting.announcement.domain.Announcement.Content;
import io.qingting.announcement.domain.Announcement.Severity;
import io.qingting.kernel.MachineClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Announcements: administrators tell everybody, supervisors the people of their teams. */
@Path("/api/announcements")
@RolesAllowed({"admin", "supervisor"})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class AnnouncementResource {
    private static final int LARGEST_PAGE = 200;
    private static final int MOST_TEAMS = 200;

    private final Announcements announcements;
    private final MachineClock clock;
    private final SecurityIdentity identity;

    AnnouncementResource(Announcements announcements, MachineClock clock, SecurityIdentity identity) {
        this.announcements = announcements;
        this.clock = clock;
        this.identity = identity;
    }

    /**
     * @param severity info or important; absent: info
     * @param textZh at most 120 characters, no line breaks; absent: in English only
     * @param textEn likewise; absent: in Chinese only
     * @param teamIds whose people see it; absent or empty: everybody
     * @param fromAt absent: now
     * @param untilAt within 30 days of the begin
     */
    record NewAnnouncementJson(
            @Nullable String severity,
            @Nullable String textZh,
            @Nullable String textEn,
            @Nullable Boolean toWalls,
            @Nullable Boolean toAgents,
            @Nullable List<String> teamIds,
            @Nullable String fromAt,
            @Nullable String untilAt) {}

    /**
     * @param endedBy who ended it before its time; null: nobody
     * @param mayEnd it lasts still, and is the caller's to end
     */
    record AnnouncementJson(
            String announcementId,
            String severity,
            @Nullable String textZh,
            @Nullable String textEn,
            boolean toWalls,
            boolean toAgents,
            List<String> teamIds,
            String fromAt,
            String untilAt,
            String createdBy,
            @Nullable String endedBy,
            boolean mayEnd) {}

    /** @param next pass it as {@code before} for the following page; null: this is the last */
    record AnnouncementsJson(
            List<AnnouncementJson> announcements, @Nullable String next) {}

    record AnnouncementIdJson(String announcementId) {}

    @GET
    @Operation(summary = "Announcements, the newest first", description = "before: a cursor; limit (50, at most 200).")
    public Uni<AnnouncementsJson> list(
            @QueryParam("before") @Nullable String before, @QueryParam("limit") @DefaultValue("50") int limit) {
        int page = Math.clamp(limit, 1, LARGEST_PAGE);
        Author author = author();
        return announcements
                .list(author, before == null || before.isEmpty() ? Long.MAX_VALUE : id(before), page)
                .map(found -> new AnnouncementsJson(
                        found.stream().map(each -> json(each, author)).toList(),
                        found.size() < page
                                ? null
                                : Long.toString(found.getLast().announcementId())));
    }

    private AnnouncementJson json(Announcement announcement, Author author) {
        Content content = announcement.content();
        return new AnnouncementJson(
                Long.toString(announcement.announcementId()),
                content.severity().wireName(),
                content.textZh(),
                content.textEn(),
                content.toWalls(),
                content.toAgents(),
                content.teamIds().stream().sorted().toList(),
                content.from().toString(),
                content.until().toString(),
                announcement.by(),
                announcement.endedBy(),
                content.until().isAfter(clock.now()) && author.mayEnd(announcement));
    }

    @POST
    @Operation(
            summary = "Announces something",
            description = "Every screen that it is for shows it within two seconds.")
    public Uni<Response> make(@Nullable NewAnnouncementJson wanted) {
        if (wanted == null) throw invalid("Say what is announced.", "");
        return announcements
                .make(author(), content(wanted))
                .map(id -> Response.status(Response.Status.CREATED)
                        .entity(new AnnouncementIdJson(Long.toString(id)))
                        .build());
    }

    private Content content(NewAnnouncementJson wanted) {
        String severity = wanted.severity() == null ? Severity.INFO.wireName() : wanted.severity();
        String zh = text(wanted.textZh(), "/textZh");
        String en = text(wanted.textEn(), "/textEn");
        if (zh == null && en == null) throw invalid("Write a text in Chinese or in English.", "/textZh");
        boolean toWalls = Boolean.TRUE.equals(wanted.toWalls());
        boolean toAgents = Boolean.TRUE.equals(wanted.toAgents());
        if (!toWalls && !toAgents) throw invalid("Choose walls, agents, or both.", "/toAgents");
        Instant now = clock.now();
        Instant given = instant(wanted.fromAt(), "/fromAt");
        Instant from = given == null || given.isBefore(now) ? now : given;
        Instant until = instant(wanted.untilAt(), "/untilAt");
        boolean lasts = until != null && until.isAfter(from) && !until.isAfter(from.plus(Announcement.LONGEST));
        if (until == null || !lasts) throw invalid("An announcement ends after it begins, within 30 days.", "/untilAt");
        return new Content(
                Severity.ofWireName(severity)
                        .orElseThrow(() -> invalid("A severity is info or important.", "/severity")),
                zh,
                en,
                toWalls,
                toAgents,
                teams(wanted.teamIds()),
                from,
                until);
    }

    private static Set<String> teams(@Nullable List<String> ids) {
        if (ids == null) return Set.of();
        boolean fits = ids.size() <= MOST_TEAMS
                && ids.stream().allMatch(id -> id != null && !id.isEmpty() && id.length() <= MOST_TEAMS);
        if (!fits) throw invalid("At most 200 ids of teams, each of 1 to 200 characters.", "/teamIds");
        return Set.copyOf(ids);
    }

    /** @return null where it is absent or blank */
    private static @Nullable String text(@Nullable String text, String pointer) {
        if (text == null || text.isBlank()) return null;
        String plain = text.strip();
        if (plain.codePointCount(0, plain.length()) > Announcement.LONGEST_TEXT
                || plain.chars().anyMatch(Character::isISOControl))
            throw invalid("At most " + Announcement.LONGEST_TEXT + " characters in one line.", pointer);
        return plain;
    }

    private static @Nullable Instant instant(@Nullable String text, String pointer) {
        if (text == null || text.isEmpty()) return null;
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalid("An instant looks like 2026-03-02T09:00:00Z.", pointer);
        }
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Ends an announcement before its time")
    public Uni<Response> end(@PathParam("id") String id) {
        return announcements.end(author(), id(id)).map(done -> {
            if (!done)
                throw new ProblemException(Problem.of(
                        404, "not-found", "Not found", "None of yours of that id is open. It may have ended already."));
            return Response.noContent().build();
        });
    }

    private Author author() {
        Grant grant = Identities.grant(identity).orElseThrow();
        boolean isAdmin = grant.roles().contains(Grant.Admin.ROLE);
        Set<String> teams = grant instanceof Grant.LoggedIn person ? person.teamIds() : Set.of();
        return new Author(grant.actor(), isAdmin ? null : teams);
    }

    private static long id(String text) {
        if (!text.matches("\\d{1,18}")) throw invalid("Use an id as the list gave it.", "/id");
        return Long.parseLong(text);
    }

    private static ProblemException invalid(String detail, String pointer) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }
}
