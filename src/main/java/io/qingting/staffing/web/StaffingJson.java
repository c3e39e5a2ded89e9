package io.qingting.staffing.web;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Metric;
import io.qingting.staffing.app.Staffing;
import io.qingting.staffing.domain.DayKind;
import io.qingting.staffing.domain.Forecast;
import io.qingting.staffing.domain.Patience;
import io.qingting.staffing.domain.Plan;
import io.qingting.staffing.domain.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan on the wire.
 *
 * @param state live, or catchingUp where history is lagSeconds behind the log, so that arrivals may be missing
 * @param queueId null: all
 * @param weeksWanted days of the same kind that the forecast was to stand on
 * @param daysNeeded with fewer there is no forecast
 * @param daysUsed days that it stands on, newest first
 * @param serviceLevelShare of the target, 0 to 1
 * @param handleSeconds of an agent's time a contact takes, and how many were handled: a chat its part of those held at a time
 * @param chatConcurrency chats held at a time: milliseconds held, over milliseconds with at least one
 * @param patienceSeconds all time waited, over how many gave up; null: fewer gave up than patienceNeeded
 * @param abandoned how many gave up
 */
record StaffingJson(
        int metricsVersion,
        Instant at,
        String state,
        double lagSeconds,
        String zone,
        String day,
        DayKindJson dayKind,
        @Nullable String queueId,
        int weeksWanted,
        int daysNeeded,
        List<String> daysUsed,
        double serviceLevelShare,
        int serviceLevelSeconds,
        Mean handleSeconds,
        Ratio chatConcurrency,
        @Nullable Mean patienceSeconds,
        long abandoned,
        int patienceNeeded,
        ForecastErrorJson forecastError,
        List<PeakJson> peaks,
        List<PlannedHalfHourJson> halfHours) {

    /**
     * @param sort ordinary, holiday, makeUpWorkday
     * @param likeWeekday 1 Monday … 7 Sunday whose days went alike; null: holidays
     * @param name of what is special about the day; null: nothing
     * @param isOpen whether the calendar opens on it
     */
    record DayKindJson(
            String sort,
            @Nullable Integer likeWeekday,
            @Nullable String name,
            boolean isOpen) {
        static DayKindJson of(DayKind kind) {
            String sort = switch (kind.sort()) {
                case ORDINARY -> "ordinary";
                case HOLIDAY -> "holiday";
                case MAKE_UP_WORKDAY -> "makeUpWorkday";
            };
            return new DayKindJson(
                    sort, kind.like() == null ? null : kind.like().getValue(), kind.name(), kind.isOpen());
        }
    }

    /**
     * How far the same method was out on past days: missedContacts over arrivedContacts is its WAPE.
     *
     * @param missedContacts sum over half hours of the differences, without sign
     * @param expectedContacts sum of the forecasts
     */
    record ForecastErrorJson(
            List<String> days, int halfHours, double missedContacts, double expectedContacts, long arrivedContacts) {
        static ForecastErrorJson of(Forecast.Error error) {
            return new ForecastErrorJson(
                    texts(error.days()),
                    error.halfHours(),
                    rounded(error.missed()),
                    rounded(error.expected()),
                    error.arrived());
        }
    }

    /** Hours of the site's clock that stand out, {@code to} exclusive. */
    record PeakJson(String from, String to) {}

    /** What so many agents would make of it, as shares. */
    record NeededJson(int agents, double waitProbability, double serviceLevel) {
        static @Nullable NeededJson of(@Nullable Service service) {
            return service == null
                    ? null
                    : new NeededJson(service.agents(), fine(service.waitProbability()), fine(service.serviceLevel()));
        }
    }

    /**
     * @param expectedContacts null: no forecast
     * @param arrivedContacts null: it is not over
     * @param erlangC where nobody gives up; null: cannot be told
     * @param erlangA where customers give up; null: cannot be told
     * @param presentAgents signed in and not on a break, on the mean; null: it is not over, or not known
     * @param usuallyPresentAgents the mean of that over daysUsed; null: not known
     */
    record PlannedHalfHourJson(
            Instant at,
            boolean isPeak,
            @Nullable Double expectedContacts,
            @Nullable Integer arrivedContacts,
            @Nullable NeededJson erlangC,
            @Nullable NeededJson erlangA,
            @Nullable Double presentAgents,
            @Nullable Double usuallyPresentAgents) {
        static PlannedHalfHourJson of(Plan.HalfHour h) {
            return new PlannedHalfHourJson(
                    h.at(),
                    h.isPeak(),
                    h.expected() == null ? null : rounded(h.expected()),
                    h.arrived(),
                    NeededJson.of(h.byC()),
                    NeededJson.of(h.byA()),
                    h.present() == null ? null : rounded(h.present()),
                    h.usuallyPresent() == null ? null : rounded(h.usuallyPresent()));
        }
    }

    static StaffingJson of(Staffing.Question question, Staffing.Answer answer, String zone) {
        Plan plan = answer.plan();
        Patience patience = plan.patience();
        return new StaffingJson(
                Metric.VERSION,
                answer.at(),
                answer.isCatchingUp() ? "catchingUp" : "live",
                Math.round(answer.lagSeconds() * 10) / 10.0,
                zone,
                plan.day().toString(),
                DayKindJson.of(plan.kind()),
                question.queue(),
                plan.wantedDays(),
                Forecast.LEAST_DAYS,
                texts(plan.forecast().days()),
                plan.target().share(),
                question.seconds(),
                plan.handling().agentSeconds(),
                plan.handling().chatConcurrency(),
                patience.isKnown() ? new Mean(patience.waitedSeconds(), patience.abandoned()) : null,
                patience.abandoned(),
                Patience.LEAST_ABANDONED,
                ForecastErrorJson.of(plan.forecast().error()),
                plan.peaks().stream()
                        .map(p -> new PeakJson(p.from().toString(), p.to().toString()))
                        .toList(),
                plan.halfHours().stream().map(PlannedHalfHourJson::of).toList());
    }

    private static List<String> texts(List<LocalDate> days) {
        return days.stream().map(LocalDate::toString).toList();
    }

    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static double fine(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
