package io.qingting.explain.web;

import io.qingting.board.domain.Window;
import io.qingting.explain.app.AsOf;
import io.qingting.explain.app.Asked;
import io.qingting.explain.app.Asked.Over;
import io.qingting.explain.domain.Explainable;
import io.qingting.explain.domain.NowMetric;
import io.qingting.explain.domain.Scope;
import io.qingting.explain.domain.Scope.Kind;
import io.qingting.explain.domain.WindowMetric;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.domain.BusinessDays;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which figure is meant, as the query says it. A wrong parameter is refused by its name, with the reason and the remedy. */
final class FigureQuery {
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_WITHIN = 31_536_000;
    private static final long LONGEST_WINDOW_MILLIS = Duration.ofHours(26).toMillis();
    private static final String ROLLING = "30d";

    @QueryParam("scope")
    @Parameter(description = "site, queue, channel, segment, team or agent (site)")
    @Nullable
    String scope;

    @QueryParam("id")
    @Parameter(
            description =
                    "Of the queue, channel, segment, team or agent. Left out for scope=agent: the caller's own agent")
    @Nullable
    String id;

    @QueryParam("window")
    @Parameter(description = "Of the live board: 5m, 15m, 30m, 60m or today; 30d: of an agent's score")
    @Nullable
    String window;

    @QueryParam("from")
    @Parameter(description = "Instead of window: a date of a business day, or an instant")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Exclusive: a date of a business day, or an instant")
    @Nullable
    String to;

    @QueryParam("withinSeconds")
    @Parameter(description = "X of serviceLevel, firstResponseWithin and responseWithin; left out: the one in force")
    @Nullable
    String withinSeconds;

    @QueryParam("asOf")
    @Parameter(description = "As an answer gave it: the same moment again. Left out: now")
    @Nullable
    String asOf;

    /** @param ownAgentId the caller's own agent; null: is none */
    Asked asked(Explainable metric, BusinessDays days, long now, Duration longest, @Nullable String ownAgentId) {
        Scope place = scope(ownAgentId);
        if (!metric.owners().allow(place)) {
            throw refusal(
                    "scope", "does not fit: " + metric.wireName() + " is no figure of it", "Choose another scope");
        }
        Over over = over(metric, place, days, longest);
        return new Asked(metric, place, over, within(metric), moment(now));
    }

    private Scope scope(@Nullable String ownAgentId) {
        String text = scope == null ? "site" : scope;
        Kind kind = Kind.ofWireName(text)
                .orElseThrow(() -> refusal(
                        "scope",
                        "is none of them",
                        "Write one of "
                                + Arrays.stream(Kind.values())
                                        .map(Kind::wireName)
                                        .collect(Collectors.joining(", "))));
        if (kind == Kind.SITE) return Scope.site();
        String named = id == null && kind == Kind.AGENT ? ownAgentId : id;
        if (named == null || named.isEmpty() || named.length() > LONGEST_ID || named.indexOf('\0') >= 0) {
            throw refusal("id", "is missing or no id", "Write the " + kind.wireName() + "'s id, 1 to 200 characters");
        }
        return Scope.of(kind, named);
    }

    private Over over(Explainable metric, Scope place, BusinessDays days, Duration longest) {
        if (metric instanceof NowMetric) {
            if (window != null || from != null || to != null || place.kind() == Kind.SEGMENT) {
                throw refusal("window", "does not fit: the figure is one of now", "Leave window, from and to out");
            }
            return new Over.Now();
        }
        if (window == null) return period(days, longest);
        if (from != null || to != null) throw refusal("window", "is given beside from and to", "Give one of them");
        if (window.equals(ROLLING)) {
            if (place.kind() == Kind.AGENT && metric.owners() == Explainable.Owners.PEOPLE) return new Over.Rolling();
            throw refusal("window", "is 30d", "It is of the parts of an agent's score only. Give from and to");
        }
        Window live = Window.ofWireName(window)
                .orElseThrow(() -> refusal("window", "is none of them", "Write one of 5m, 15m, 30m, 60m, today"));
        if (place.kind() == Kind.SEGMENT) {
            throw refusal("window", "does not fit: segments have no live figures", "Give from and to");
        }
        return new Over.Live(live);
    }

    private Over period(BusinessDays days, Duration longest) {
        Instant begin = instant("from", from, days);
        Instant end = instant("to", to, days);
        if (!begin.isBefore(end)) {
            throw refusal("to", "is not later than from", "Write the first instant or day after the period");
        }
        if (Duration.between(begin, end).compareTo(longest) > 0) {
            throw refusal("to", "makes more than " + longest.toDays() + " days", "Ask for a shorter period");
        }
        return new Over.Period(begin.toEpochMilli(), end.toEpochMilli());
    }

    private static Instant instant(String name, @Nullable String text, BusinessDays days) {
        String remedy = "Write a date such as 2026-11-21, or an instant such as 2026-11-21T02:00:00Z; or give window";
        if (text == null) throw refusal(name, "is missing", remedy);
        try {
            Instant instant = text.length() <= 10
                    ? days.start(LocalDate.parse(text))
                    : OffsetDateTime.parse(text).toInstant();
            if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) return instant;
        } catch (DateTimeException e) {
            // Refused below.
        }
        throw refusal(name, "is no date and no instant", remedy);
    }

    private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private @Nullable Long within(Explainable metric) {
        if (withinSeconds == null) return null;
        if (!(metric instanceof WindowMetric counted) || !counted.limit().isChosen()) {
            throw refusal("withinSeconds", "does not fit: the figure has no X", "Leave it out");
        }
        if (withinSeconds.matches("\\d{1,8}") && Integer.parseInt(withinSeconds) <= LONGEST_WITHIN) {
            return Integer.parseInt(withinSeconds) * 1_000L;
        }
        throw refusal("withinSeconds", "is no length", "Write whole seconds, 0 to " + LONGEST_WITHIN);
    }

    private @Nullable AsOf moment(long now) {
        if (asOf == null) return null;
        AsOf moment = AsOf.decode(asOf).orElseThrow(FigureQuery::unknownMoment);
        boolean isPossible = moment.at() <= now
                && moment.position().position() >= 0
                && moment.from() <= moment.at()
                && (window == null || moment.at() - moment.from() <= LONGEST_WINDOW_MILLIS);
        if (!isPossible) throw unknownMoment();
        return moment;
    }

    private static ProblemException unknownMoment() {
        return refusal("asOf", "is none that an answer gave", "Leave it out, or write it as the answer did");
    }

    static ProblemException refusal(String name, String reason, String remedy) {
        return new ProblemException(
                Problem.of(400, "invalid-parameter", "A parameter is wrong", name + " " + reason + ". " + remedy + ".")
                        .at("/" + name));
    }
}
