package io.qingting.sla.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.sla.app.Holidays;
import io.qingting.sla.app.ICalendarDays;
import io.qingting.sla.app.SlaBooks;
import io.qingting.sla.app.SlaBooks.Change;
import io.qingting.sla.domain.BusinessCalendar;
import io.qingting.sla.domain.CalendarSettings;
import io.qingting.sla.domain.CalendarSettings.DayRule;
import io.qingting.sla.domain.Promise;
import io.qingting.sla.domain.PublicHolidays;
import io.qingting.sla.domain.SlaRules;
import io.qingting.sla.domain.SlaRules.Content;
import io.qingting.sla.store.CalendarJson;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Business calendars of the site and of queues. Every change is a new version of the rules, with an audit entry. */
@Path("/api/calendars")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class CalendarResource {
    private static final int MOST_DAYS = 400;
    private static final int MOST_QUEUES = 2_000;
    private static final int LARGEST_IMPORT = 1 << 20;

    private final SlaBooks books;
    private final ObjectMapper json;
    private final SecurityIdentity identity;

    CalendarResource(SlaBooks books, ObjectMapper json, SecurityIdentity identity) {
        this.books = books;
        this.json = json;
        this.identity = identity;
    }

    /**
     * @param siteCalendarId calendar of every queue that has none of its own
     * @param holidays public holidays that ship with the product
     */
    record CalendarsJson(
            long version,
            String siteCalendarId,
            Map<String, String> queueCalendars,
            List<CalendarJson> calendars,
            List<HolidaysJson> holidays) {}

    /** @param knownUntil last day for which holidays are announced; deadlines beyond are provisional */
    record HolidaysJson(String country, String source, String knownFrom, String knownUntil) {
        static HolidaysJson of(PublicHolidays holidays) {
            return new HolidaysJson(
                    holidays.country(),
                    holidays.source(),
                    holidays.knownFrom().toString(),
                    holidays.knownUntil().toString());
        }
    }

    /** Which calendar the site and single queues go by. */
    record UseJson(
            @Nullable String siteCalendarId, @Nullable Map<String, String> queueCalendars) {}

    record DaysJson(String calendarId, List<OneDayJson> days) {}

    /**
     * @param name of the holiday or rule; null: a day like others of its weekday
     * @param known false: holidays of the day are not announced yet
     */
    record OneDayJson(String date, @Nullable String name, List<CalendarJson.WindowJson> windows, boolean known) {}

    /** @param provisional holidays not announced yet may move it */
    record DeadlineJson(
            String deadlineAt,
            boolean provisional,
            @Nullable String knownUntil,
            @Nullable String source) {}

    /** @param skipped why entries were left out, each reason with how often */
    record ImportedJson(CalendarJson calendar, int daysImported, Map<String, Integer> skipped) {}

    @GET
    @RolesAllowed({"admin", "supervisor", "quality"})
    @Operation(summary = "Calendars, which queues go by which, and the holidays that are known")
    public Uni<CalendarsJson> list() {
        return books.now().map(book -> json(book.latest()));
    }

    private static CalendarsJson json(SlaRules rules) {
        Content content = rules.content();
        PublicHolidays china = Holidays.of("cn");
        return new CalendarsJson(
                rules.version(),
                content.siteCalendarId(),
                new TreeMap<>(content.queueCalendars()),
                content.calendars().stream().map(CalendarJson::of).toList(),
                china == null ? List.of() : List.of(HolidaysJson.of(china)));
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Makes or changes a calendar; clocks that run keep the one they started by",
            description = "basedOn: the version that was read; where the calendar was changed since, it is refused with"
                    + " 409 changed-meanwhile. Absent: the last one to change it wins.")
    public Uni<CalendarsJson> put(
            @PathParam("id") String id, @QueryParam("basedOn") @Nullable Long basedOn, @Nullable CalendarJson body) {
        CalendarJson given = Answers.body(body);
        Answers.sameId(id, given.calendarId(), "calendarId");
        CalendarSettings calendar = new CalendarJson(
                        id, given.name(), given.zone(), given.week(), given.holidays(), given.makeUpAs(), given.days())
                .settings();
        return books.change(
                        actor(),
                        basedOn,
                        rules -> settings(rules, id),
                        rules -> replace(rules.content(), calendar, "calendar.changed"))
                .map(CalendarResource::json);
    }

    private static @Nullable CalendarSettings settings(SlaRules rules, String id) {
        BusinessCalendar calendar = rules.calendar(id);
        return calendar == null ? null : calendar.settings();
    }

    private Change replace(Content content, CalendarSettings calendar, String action) {
        List<CalendarSettings> calendars = new ArrayList<>();
        CalendarSettings before = null;
        for (CalendarSettings one : content.calendars()) {
            if (one.calendarId().equals(calendar.calendarId())) before = one;
            else calendars.add(one);
        }
        calendars.add(calendar);
        return change(action, calendar.calendarId(), before, calendar, with(content, calendars));
    }

    private Change change(
            String action,
            String id,
            @Nullable CalendarSettings before,
            @Nullable CalendarSettings after,
            Content content) {
        return new Change(action, "calendar:" + id, values(before), values(after), content);
    }

    private @Nullable Map<String, Object> values(@Nullable CalendarSettings calendar) {
        if (calendar == null) return null;
        return Answers.auditable(
                json.convertValue(CalendarJson.of(calendar), new TypeReference<Map<String, @Nullable Object>>() {}));
    }

    private static Content with(Content content, List<CalendarSettings> calendars) {
        return new Content(content.policies(), calendars, content.siteCalendarId(), content.queueCalendars());
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Takes a calendar away; refused while the site, a queue or a policy uses it",
            description = "basedOn: as of PUT.")
    public Uni<CalendarsJson> delete(@PathParam("id") String id, @QueryParam("basedOn") @Nullable Long basedOn) {
        return books.change(actor(), basedOn, rules -> settings(rules, id), rules -> {
                    CalendarSettings before = calendar(rules, id).settings();
                    List<CalendarSettings> left = rules.content().calendars().stream()
                            .filter(c -> !c.calendarId().equals(id))
                            .toList();
                    return change("calendar.deleted", id, before, null, with(rules.content(), left));
                })
                .map(CalendarResource::json);
    }

    private static BusinessCalendar calendar(SlaRules rules, String id) {
        BusinessCalendar calendar = rules.calendar(id);
        if (calendar == null) throw Answers.notFound("There is no calendar " + id + ". GET /api/calendars lists them.");
        return calendar;
    }

    @PUT
    @Operation(
            summary = "Says which calendar the site and single queues go by",
            description = "basedOn: the version that was read; where the use was changed since, it is refused with 409"
                    + " changed-meanwhile. Absent: the last one to change it wins.")
    public Uni<CalendarsJson> use(@QueryParam("basedOn") @Nullable Long basedOn, @Nullable UseJson body) {
        UseJson given = Answers.body(body);
        return books.change(actor(), basedOn, CalendarResource::used, rules -> {
                    Content before = rules.content();
                    String site = given.siteCalendarId() == null ? before.siteCalendarId() : given.siteCalendarId();
                    Map<String, String> queues =
                            given.queueCalendars() == null ? before.queueCalendars() : given.queueCalendars();
                    if (queues.size() > MOST_QUEUES)
                        throw Answers.invalid("/queueCalendars", "At most " + MOST_QUEUES + " queues have their own.");
                    return new Change(
                            "calendars.used",
                            "calendars",
                            Map.of("site", before.siteCalendarId(), "queues", before.queueCalendars()),
                            Map.of("site", site, "queues", queues),
                            new Content(before.policies(), before.calendars(), site, queues));
                })
                .map(CalendarResource::json);
    }

    private static List<Object> used(SlaRules rules) {
        return List.of(rules.content().siteCalendarId(), rules.content().queueCalendars());
    }

    @POST
    @Path("/{id}/import")
    @Consumes("text/calendar")
    @Operation(
            summary = "Takes whole days over from an iCalendar file",
            description =
                    "kind: holiday (closed), workday (open as the make-up weekday), auto (by the event's title; default)."
                            + " Recurring events are taken until the end of the year after next.")
    public Uni<ImportedJson> importDays(
            @PathParam("id") String id, @QueryParam("kind") @Nullable String kindName, byte @Nullable [] body) {
        if (body == null || body.length == 0 || body.length > LARGEST_IMPORT)
            throw Answers.invalid("", "Send an iCalendar file of at most " + LARGEST_IMPORT + " bytes.");
        ICalendarDays.Kind given =
                Answers.word(kindName, ICalendarDays.Kind.values(), ICalendarDays.Kind::wireName, "kind");
        ICalendarDays.Kind kind = given == null ? ICalendarDays.Kind.AUTO : given;
        ICalendarDays[] read = new ICalendarDays[1];
        return books.change(actor(), rules -> {
                    CalendarSettings before = calendar(rules, id).settings();
                    ICalendarDays days = ICalendarDays.read(body, before, kind);
                    read[0] = days;
                    Map<LocalDate, DayRule> all = new HashMap<>(before.days());
                    all.putAll(days.days());
                    return replace(rules.content(), withDays(before, all), "calendar.imported");
                })
                .map(rules -> new ImportedJson(
                        CalendarJson.of(calendar(rules, id).settings()),
                        read[0].days().size(),
                        read[0].skipped()));
    }

    private static CalendarSettings withDays(CalendarSettings c, Map<LocalDate, DayRule> days) {
        if (days.size() > CalendarSettings.MOST_DAYS)
            throw Answers.invalid("", "A calendar has at most " + CalendarSettings.MOST_DAYS + " days of its own.");
        return new CalendarSettings(c.calendarId(), c.name(), c.zone(), c.week(), c.country(), c.makeUpAs(), days);
    }

    @GET
    @Path("/{id}/days")
    @RolesAllowed({"admin", "supervisor", "quality"})
    @Operation(
            summary = "Opening hours day by day, with the names of holidays",
            description = "from, to: dates, to inclusive.")
    public Uni<DaysJson> days(
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String fromText,
            @QueryParam("to") @Nullable String toText) {
        LocalDate from = Answers.date(fromText, "from");
        LocalDate to = Answers.date(toText, "to");
        if (to.isBefore(from) || to.isAfter(from.plusDays(MOST_DAYS)))
            throw Answers.invalid("/to", "Ask for 1 to " + MOST_DAYS + " days.");
        return books.now().map(book -> {
            BusinessCalendar calendar = calendar(book.latest(), id);
            return new DaysJson(
                    id,
                    from.datesUntil(to.plusDays(1))
                            .map(day -> day(calendar, day))
                            .toList());
        });
    }

    private static OneDayJson day(BusinessCalendar calendar, LocalDate day) {
        PublicHolidays holidays = calendar.holidays();
        return new OneDayJson(
                day.toString(),
                calendar.nameOf(day),
                calendar.hoursOf(day).stream()
                        .map(w -> new CalendarJson.WindowJson(w.from().toString(), w.to().toString()))
                        .toList(),
                holidays == null || holidays.knows(day));
    }

    @GET
    @Path("/{id}/deadline")
    @RolesAllowed({"admin", "supervisor", "quality"})
    @Operation(
            summary = "When so much business time, or so many working days, have passed",
            description = "from: an instant. seconds or workingDays.")
    public Uni<DeadlineJson> deadline(
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String fromText,
            @QueryParam("seconds") @Nullable Long seconds,
            @QueryParam("workingDays") @Nullable Integer workingDays) {
        long from = Answers.instant(fromText, "from").toEpochMilli();
        if ((seconds == null) == (workingDays == null))
            throw Answers.invalid("/seconds", "Give either seconds or workingDays.");
        if (seconds != null && (seconds < 0 || seconds > Promise.LONGEST.toSeconds()))
            throw Answers.invalid("/seconds", "Give 0 to " + Promise.LONGEST.toSeconds() + " seconds.");
        if (workingDays != null && (workingDays < 1 || workingDays > Promise.MOST_WORKING_DAYS))
            throw Answers.invalid("/workingDays", "Give 1 to " + Promise.MOST_WORKING_DAYS + " working days.");
        return books.now().map(book -> {
            BusinessCalendar calendar = calendar(book.latest(), id);
            long at = seconds != null
                    ? calendar.add(from, seconds * 1000)
                    : calendar.closeOfWorkingDay(from, Answers.required(workingDays, "workingDays", "Give a number."));
            PublicHolidays holidays = calendar.holidays();
            return new DeadlineJson(
                    Answers.at(at),
                    calendar.isProvisional(at),
                    holidays == null ? null : holidays.knownUntil().toString(),
                    holidays == null ? null : holidays.source());
        });
    }
}
