package io.qingting.board.domain;

import io.qingting.event.domain.Channel;
import java.time.ZoneId;
import java.util.Map;

/**
 * The settings that figures depend on. Lengths in milliseconds.
 *
 * @param zone the site's time zone
 * @param dayStartHour hour at which the business day starts, 0 … 23
 * @param serviceLevelMillis answered within this counts to the service level
 * @param firstResponseMillis limit of the first-response rate
 * @param responseMillis limit of the response rate
 * @param shortAbandonMillis abandoned in less than this is a short abandon
 * @param followUpMillis limit for the follow-up of a complaint
 * @param feedbackMillis limit for the first answer to feedback
 * @param unconfirmedEntryMillis a voice or chat entry without any event for longer is unconfirmed
 * @param silentVoiceMillis a voice contact without any event for longer is unconfirmed
 * @param silentChatMillis the same for chat
 * @param silentOtherMillis the same for the other channels
 * @param score weights and sample sizes of the service score
 * @param teamOfAgent team by agent id, as configured; stronger than what events say
 * @param anomalyLimit how many anomalies are kept, the latest
 * @param futureLimit how many events ahead of now are kept waiting; further ones become anomalies
 * @param idleContactLimit how many contacts stay in memory after nothing is going on in them
 */
public record BoardConfig(
        ZoneId zone,
        int dayStartHour,
        long serviceLevelMillis,
        long firstResponseMillis,
        long responseMillis,
        long shortAbandonMillis,
        long followUpMillis,
        long feedbackMillis,
        long unconfirmedEntryMillis,
        long silentVoiceMillis,
        long silentChatMillis,
        long silentOtherMillis,
        ScoreSettings score,
        Map<String, String> teamOfAgent,
        int anomalyLimit,
        int futureLimit,
        int idleContactLimit) {

    private static final long SECOND = 1000;
    private static final long HOUR = 60 * 60 * SECOND;

    public BoardConfig {
        teamOfAgent = Map.copyOf(teamOfAgent);
    }

    /** The defaults of METRICS.md for a site in {@code zone}. */
    public static BoardConfig defaults(ZoneId zone) {
        return new BoardConfig(
                zone,
                0,
                30 * SECOND,
                30 * SECOND,
                30 * SECOND,
                5 * SECOND,
                24 * HOUR,
                24 * HOUR,
                2 * HOUR,
                4 * HOUR,
                24 * HOUR,
                60 * 24 * HOUR,
                ScoreSettings.DEFAULT,
                Map.of(),
                1_000,
                1_000_000,
                10_000);
    }

    long silentMillis(Channel channel) {
        return switch (channel) {
            case VOICE -> silentVoiceMillis;
            case CHAT -> silentChatMillis;
            case EMAIL, SOCIAL, FORM, TICKET, OTHER -> silentOtherMillis;
        };
    }
}
