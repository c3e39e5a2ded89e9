package io.qingting.board.domain;

import static io.qingting.board.domain.Metric.*;

import io.qingting.board.domain.WaitingMisses.Kind;
import io.qingting.board.domain.WaitingMisses.Miss;
import io.qingting.contact.domain.Outcome;
import io.qingting.contact.domain.Span;
import io.qingting.event.domain.AcceptMode;
import org.jspecify.annotations.Nullable;

/**
 * Turns spans into points of cells, METRICS.md row by row: a point belongs to the instant of the event that completes the
 * measure; a missed deadline belongs to the deadline and waits until now is later. Counting with −1 undoes counting with 1.
 */
final class Counting {
    private static final long GOOD_CSAT_MICROS = 4_000_000;
    private static final long PROMOTER_MICROS = 9_000_000;
    private static final long DETRACTOR_MICROS = 6_000_000;

    private final BoardConfig config;
    private final Horizon horizon;
    private final Cells cells;
    private final WaitingMisses waiting;

    // The span being counted.
    private int sign;
    private Cell queue;
    private Cell channel;
    private @Nullable Cell agent;
    private boolean scored;

    Counting(BoardConfig config, Horizon horizon, Cells cells, WaitingMisses waiting) {
        this.config = config;
        this.horizon = horizon;
        this.cells = cells;
        this.waiting = waiting;
        this.queue = cells.queue(null);
        this.channel = queue;
    }

    /** Counts an entry that ended for the same one while it was open: its begin stays counted. */
    void ended(Span ended) {
        select(ended, 1);
        endOfEntry(ended);
    }

    private void select(Span span, int sign) {
        this.sign = sign;
        queue = cells.queue(span.queueId());
        channel = cells.channel(span.channel());
        agent = span.agentId() == null ? null : cells.agent(span.agentId());
        scored = !span.has(Span.EXCLUDED_FLAG);
    }

    /** Counts a span, {@code sign} 1, or takes it out, −1. */
    void count(Span span, int sign) {
        select(span, sign);
        long at = span.at();
        switch (span.kind()) {
            case CONTACT, COMPLAINT_ANSWER, SUGGESTION, HOLD -> {}
            case ENTRY -> entry(span);
            case LEG -> leg(span);
            case WRAPUP -> {
                if (span.isOpen() || !span.channel().isLive()) return;
                both(at, HANDLE_MILLIS, span.value());
                agent(at, HANDLE_MILLIS, span.value());
            }
            case FIRST_RESPONSE -> {
                Kind kind = Kind.FIRST_RESPONSE;
                response(span, kind, Distribution.FIRST_RESPONSE, FIRST_RESPONSE_HITS, config.firstResponseMillis());
            }
            case RESPONSE -> {
                response(span, Kind.RESPONSE, Distribution.RESPONSE, RESPONSE_HITS, config.responseMillis());
                if (isLastUnanswered(span)) both(at, LAST_MESSAGE_UNANSWERED, 1);
            }
            case AGENT_FIRST_RESPONSE -> {
                Kind kind = Kind.AGENT_FIRST_RESPONSE;
                response(span, kind, Distribution.FIRST_RESPONSE, FIRST_RESPONSE_HITS, config.firstResponseMillis());
            }
            case AGENT_RESPONSE -> {
                response(span, Kind.AGENT_RESPONSE, Distribution.RESPONSE, RESPONSE_HITS, config.responseMillis());
                if (isLastUnanswered(span)) agent(at, LAST_MESSAGE_UNANSWERED, 1);
            }
            case RINGING -> everywhere(at, RINGING, 1);
            case MISSED -> {
                everywhere(at, MISSED, 1);
                if (span.extra() == 1) everywhere(at, RINGING, 1);
            }
            case BOT_BEGAN -> both(at, BOT_BEGAN, 1);
            case HANDED_OVER -> both(at, HANDED_OVER, 1);
            case CLOSED -> {
                everywhere(at, CLOSED, 1);
                if (span.has(Span.BOT_ONLY_FLAG)) both(at, BOT_ONLY, 1);
            }
            case REOPENED -> both(at, REOPENED, 1);
            case INVITED -> {
                everywhere(at, INVITED, 1);
                if (span.has(Span.PARTICIPATED_FLAG)) everywhere(at, PARTICIPATED, 1);
            }
            case CSAT -> csat(at, span.value());
            case NPS -> {
                everywhere(at, NPS_TOTAL, 1);
                if (span.value() >= PROMOTER_MICROS) everywhere(at, NPS_PROMOTERS, 1);
                else if (span.value() <= DETRACTOR_MICROS) everywhere(at, NPS_DETRACTORS, 1);
            }
            case DIMENSION -> {
                if ("attitude".equals(span.label())) attitude(at, span.value());
            }
            case REVIEW -> {
                everywhere(at, QUALITY_MICROS, span.value());
                everywhere(at, QUALITY_COUNT, 1);
                score(at, SCORE_QUALITY_MICROS, span.value());
                score(at, SCORE_QUALITY_COUNT, 1);
            }
            case REVIEW_ATTITUDE -> attitude(at, span.value());
            case REVIEW_WORDING -> {
                everywhere(at, WORDING_TOTAL, 1);
                if (span.value() == 1) everywhere(at, WORDING_HITS, 1);
            }
            case COMPLAINT -> both(span.startedAt(), COMPLAINTS, 1);
            case COMPLAINT_FOLLOW_UP -> promise(span, Kind.FOLLOW_UP, FOLLOW_UP_HITS, config.followUpMillis());
            case FEEDBACK -> promise(span, Kind.FEEDBACK, FEEDBACK_HITS, config.feedbackMillis());
        }
    }

    private void entry(Span span) {
        both(span.startedAt(), OFFERED, 1);
        if (span.has(Span.FIRST_IN_QUEUE_FLAG)) queue.add(span.startedAt(), DISTINCT_CONTACTS, sign);
        if (span.has(Span.FIRST_OF_CONTACT_FLAG)) channel.add(span.startedAt(), DISTINCT_CONTACTS, sign);
        if (!span.isOpen()) endOfEntry(span);
    }

    private void endOfEntry(Span span) {
        long at = span.at();
        long wait = span.lengthMillis();
        boolean byAgent = span.acceptMode() == AcceptMode.AGENT;
        boolean inTotal = false;
        switch (span.outcome()) {
            case ANSWERED -> {
                inTotal = true;
                both(at, ANSWERED, 1);
                queue.measure(at, Distribution.WAIT, wait, sign);
                channel.measure(at, Distribution.WAIT, wait, sign);
                agent(at, ANSWERED, 1);
                score(at, SCORE_ANSWERED, 1);
                if (byAgent) {
                    both(at, ANSWERED_BY_AGENT, 1);
                    both(at, SPEED_OF_ANSWER_MILLIS, wait);
                    if (wait <= config.serviceLevelMillis()) both(at, SERVICE_LEVEL_HITS, 1);
                }
            }
            case ABANDONED -> {
                boolean isShort = wait < config.shortAbandonMillis();
                inTotal = !isShort;
                both(at, ABANDONED, 1);
                if (isShort) both(at, SHORT_ABANDONS, 1);
            }
            case UNSERVED -> {
                inTotal = true;
                both(at, UNSERVED, 1);
            }
            case TRANSFERRED -> {
                inTotal = wait > config.serviceLevelMillis();
                both(at, TRANSFERRED, 1);
            }
            case CALLBACK -> {
                inTotal = wait > config.serviceLevelMillis();
                both(at, CALLBACK, 1);
            }
            default -> throw new IllegalArgumentException("not the end of an entry: " + span);
        }
        if (inTotal && byAgent) both(at, SERVICE_LEVEL_TOTAL, 1);
    }

    private void leg(Span span) {
        if (span.isOpen() || !span.has(Span.ACCEPTED_FLAG)) return;
        everywhere(span.at(), LEGS_ENDED, 1);
        everywhere(span.at(), REPLIES, span.extra());
        if (span.outcome() == Outcome.TRANSFERRED) everywhere(span.at(), LEGS_TRANSFERRED, 1);
        if (span.value() <= 0 || !span.channel().isLive()) return;
        everywhere(span.at(), HANDLE_MILLIS, span.value());
        everywhere(span.at(), HANDLED, 1);
    }

    private boolean isLastUnanswered(Span span) {
        return span.outcome() == Outcome.UNANSWERED && span.lengthMillis() <= config.responseMillis();
    }

    /** The length belongs to the reply, the rate to the earlier of reply and deadline. */
    private void response(Span span, Kind kind, Distribution distribution, Metric hits, long limitMillis) {
        boolean ofAgent = kind == Kind.AGENT_FIRST_RESPONSE || kind == Kind.AGENT_RESPONSE;
        if (span.outcome() == Outcome.REPLIED) {
            long length = span.lengthMillis();
            if (ofAgent) measureAgent(span.at(), distribution, length);
            else {
                queue.measure(span.at(), distribution, length, sign);
                channel.measure(span.at(), distribution, length, sign);
            }
            if (length <= limitMillis) {
                rate(span.at(), kind, hits, true);
                return;
            }
        } else if (!span.isOpen() && span.lengthMillis() <= limitMillis) return;
        miss(span, kind, limitMillis);
    }

    private void promise(Span span, Kind kind, Metric hits, long limitMillis) {
        if (!span.isOpen() && span.lengthMillis() <= limitMillis) rate(span.at(), kind, hits, true);
        else miss(span, kind, limitMillis);
    }

    private void miss(Span span, Kind kind, long limitMillis) {
        long deadline = span.startedAt() + limitMillis;
        if (deadline < horizon.now()) {
            rate(deadline, kind, FIRST_RESPONSE_HITS, false);
            return;
        }
        waiting.add(new Miss(deadline, kind, span.queueId(), span.channel(), span.agentId(), !scored), sign);
    }

    /** A waiting deadline has passed. */
    void passed(Miss miss) {
        sign = 1;
        queue = cells.queue(miss.queueId());
        channel = cells.channel(miss.channel());
        agent = miss.agentId() == null ? null : cells.agent(miss.agentId());
        scored = !miss.excluded();
        rate(miss.deadline(), miss.kind(), FIRST_RESPONSE_HITS, false);
    }

    private void rate(long at, Kind kind, Metric hits, boolean hit) {
        switch (kind) {
            case FIRST_RESPONSE -> both(at, FIRST_RESPONSE_TOTAL, 1);
            case RESPONSE -> both(at, RESPONSE_TOTAL, 1);
            case AGENT_FIRST_RESPONSE -> {
                agent(at, FIRST_RESPONSE_TOTAL, 1);
                score(at, SCORE_FIRST_RESPONSE_TOTAL, 1);
                if (hit) score(at, SCORE_FIRST_RESPONSE_HITS, 1);
            }
            case AGENT_RESPONSE -> {
                agent(at, RESPONSE_TOTAL, 1);
                score(at, SCORE_RESPONSE_TOTAL, 1);
                if (hit) score(at, SCORE_RESPONSE_HITS, 1);
            }
            case FOLLOW_UP -> both(at, FOLLOW_UP_TOTAL, 1);
            case FEEDBACK -> both(at, FEEDBACK_TOTAL, 1);
        }
        if (!hit) return;
        if (kind == Kind.AGENT_FIRST_RESPONSE || kind == Kind.AGENT_RESPONSE) agent(at, hits, 1);
        else both(at, hits, 1);
    }

    private void csat(long at, long micros) {
        everywhere(at, CSAT_MICROS, micros);
        everywhere(at, CSAT_COUNT, 1);
        if (micros >= GOOD_CSAT_MICROS) everywhere(at, CSAT_GOOD, 1);
        score(at, SCORE_CSAT_MICROS, micros);
        score(at, SCORE_CSAT_COUNT, 1);
    }

    private void attitude(long at, long micros) {
        everywhere(at, ATTITUDE_MICROS, micros);
        everywhere(at, ATTITUDE_COUNT, 1);
    }

    private void everywhere(long at, Metric metric, long amount) {
        both(at, metric, amount);
        agent(at, metric, amount);
    }

    private void both(long at, Metric metric, long amount) {
        queue.add(at, metric, sign * amount);
        channel.add(at, metric, sign * amount);
    }

    private void agent(long at, Metric metric, long amount) {
        if (agent != null) agent.add(at, metric, sign * amount);
    }

    private void score(long at, Metric metric, long amount) {
        if (scored) agent(at, metric, amount);
    }

    private void measureAgent(long at, Distribution distribution, long millis) {
        if (agent != null) agent.measure(at, distribution, millis, sign);
    }
}
