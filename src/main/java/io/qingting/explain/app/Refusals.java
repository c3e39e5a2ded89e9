package io.qingting.explain.app;

import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.vertx.pgclient.PgException;

/** What an explanation is refused with: what was wrong, and what to do. */
final class Refusals {
    private static final String QUERY_CANCELLED = "57014";
    private static final int RETRY_SECONDS = 5;

    private Refusals() {}

    static ProblemException tooMany(int most) {
        return new ProblemException(
                Problem.of(
                        429,
                        "too-many-explanations",
                        "Too many explanations at a time",
                        "This instance works on " + most + " at a time. Repeat the request later."),
                RETRY_SECONDS);
    }

    static ProblemException tooLong(int most) {
        return new ProblemException(Problem.of(
                400,
                "explanation-too-long",
                "The explanation would be too long",
                "More than " + most
                        + " contributions stand behind the figure. Ask for a shorter period, or one queue."));
    }

    static ProblemException exportTooLong(int most) {
        return new ProblemException(Problem.of(
                400,
                "export-too-long",
                "The export would be too long",
                "The list has more than " + most + " lines. Ask for a shorter period, or one queue."));
    }

    static ProblemException recomputationTooLong(int most) {
        return new ProblemException(Problem.of(
                400,
                "recomputation-too-long",
                "The recomputation would take too long",
                "More than " + most + " contacts stand behind the figure. Ask for a shorter period, or one queue."));
    }

    static ProblemException outdated() {
        return new ProblemException(Problem.of(
                409,
                "explanation-outdated",
                "Much has happened since",
                "So much has happened since this figure was explained that its moment cannot be told any more."
                        + " Ask for the explanation again, without asOf."));
    }

    static ProblemException behind() {
        return new ProblemException(
                Problem.of(
                        503,
                        "history-behind",
                        "History is behind",
                        "History has not come as far as the live figure yet. Repeat the request later."),
                RETRY_SECONDS);
    }

    static ProblemException noRolling() {
        return new ProblemException(
                Problem.of(
                        503,
                        "no-rolling-figures",
                        "No figures of 30 days yet",
                        "The 30 days have not been summed up yet. They are once an hour; repeat the request later."),
                RETRY_SECONDS);
    }

    static ProblemException tooFewPeople(int least) {
        return new ProblemException(Problem.of(
                403,
                "too-few-people",
                "Too few people",
                "No figure of fewer than " + least + " people is shown. Ask for queues, or for single people."));
    }

    static boolean isTooSlow(Throwable failure) {
        return failure instanceof PgException refused && QUERY_CANCELLED.equals(refused.getSqlState());
    }

    static ProblemException tooSlow(long seconds) {
        return new ProblemException(
                Problem.of(
                        503,
                        "explanation-too-slow",
                        "The explanation took too long",
                        "It was given up after " + seconds
                                + " s. Ask for a shorter period, or repeat the request later."),
                RETRY_SECONDS);
    }
}
