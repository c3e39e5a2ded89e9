package io.qingting.appeal.web;

import io.qingting.appeal.domain.Appeal;
import io.qingting.appeal.domain.Appeal.Decision;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An appeal on the wire.
 *
 * @param agent the name by which screens show the agent
 * @param servedAt end of the agent's work on the contact
 * @param state open, accepted, rejected or withdrawn
 * @param note why it was decided so; null: not decided
 */
record AppealJson(
        String appealId,
        String agentId,
        String agent,
        @Nullable String teamId,
        int sourceId,
        String contactId,
        String channel,
        @Nullable String queueId,
        @Nullable String queue,
        String servedAt,
        String reason,
        String state,
        String createdAt,
        @Nullable String decidedAt,
        @Nullable String decidedBy,
        @Nullable String note) {

    /** @param next pass it as {@code before} for the following page; null: this is the last */
    record AppealsJson(List<AppealJson> appeals, @Nullable String next) {}

    private static final int LARGEST_PAGE = 200;

    static AppealsJson page(List<AppealJson> found, int page) {
        return new AppealsJson(
                found, found.size() < page ? null : found.getLast().appealId());
    }

    static AppealJson of(Appeal appeal, Names names) {
        Decision decision = appeal.decision();
        Appeal.Served served = appeal.served();
        return new AppealJson(
                Long.toString(appeal.appealId()),
                appeal.agentId(),
                names.agent(appeal.agentId()),
                served.teamId(),
                served.contact().sourceId(),
                served.contact().contactId(),
                served.channel(),
                served.queueId(),
                served.queueId() == null ? null : names.queue(served.queueId()),
                served.at().toString(),
                appeal.reason(),
                appeal.state().wireName(),
                appeal.createdAt().toString(),
                decision == null ? null : decision.at().toString(),
                decision == null ? null : decision.by(),
                decision == null ? null : decision.note());
    }

    /** Names as the site's configuration gives them. */
    interface Names {
        String agent(String agentId);

        String queue(String queueId);
    }

    static long before(@Nullable String text) {
        return text == null || text.isEmpty() ? Long.MAX_VALUE : id(text);
    }

    static long id(String text) {
        if (!text.matches("\\d{1,18}")) throw invalid("Use an id as the list gave it.", "/id");
        return Long.parseLong(text);
    }

    static int limit(int wanted) {
        return Math.clamp(wanted, 1, LARGEST_PAGE);
    }

    static String needed(@Nullable String text, String pointer) {
        if (text == null || text.isBlank() || text.length() > Appeal.LONGEST_TEXT || text.indexOf('\0') >= 0)
            throw invalid("Write 1 to " + Appeal.LONGEST_TEXT + " characters.", pointer);
        return text.strip();
    }

    static ProblemException invalid(String detail, String pointer) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }
}
