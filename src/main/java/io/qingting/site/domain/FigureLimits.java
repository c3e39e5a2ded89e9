package io.qingting.site.domain;

/**
 * Limits that figures depend on, beside those of {@link Targets} (METRICS.md).
 *
 * @param shortAbandonSeconds abandoned in less than this is a short abandon; 0: none is
 * @param unconfirmedEntryMinutes a voice or chat entry without any event for longer is unconfirmed
 * @param silentVoiceHours a voice contact without any event for longer is unconfirmed
 * @param silentChatHours the same for chat
 * @param silentOtherDays the same for the other channels
 */
public record FigureLimits(
        int shortAbandonSeconds,
        int unconfirmedEntryMinutes,
        int silentVoiceHours,
        int silentChatHours,
        int silentOtherDays) {
    public static final FigureLimits DEFAULT = new FigureLimits(5, 120, 4, 24, 60);
}
