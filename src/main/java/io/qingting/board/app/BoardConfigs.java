package io.qingting.board.app;

import io.qingting.board.domain.BoardConfig;
import io.qingting.board.domain.ScoreSettings;
import io.qingting.site.domain.FigureLimits;
import io.qingting.site.domain.ScoreWeights;
import io.qingting.site.domain.Site;
import java.util.HashMap;
import java.util.Map;

/** What the board needs of the site's configuration. */
final class BoardConfigs {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private BoardConfigs() {}

    static BoardConfig of(Site site) {
        BoardConfig defaults = BoardConfig.defaults(site.zone());
        Map<String, String> teamOfAgent = new HashMap<>();
        site.agents().values().forEach(agent -> {
            String team = agent.teamId();
            if (team != null) teamOfAgent.put(agent.agentId(), team);
        });
        FigureLimits limits = site.settings().limits();
        return new BoardConfig(
                site.zone(),
                site.dayStartHour(),
                site.targets().serviceLevel().seconds() * SECOND,
                site.targets().firstResponseSeconds() * SECOND,
                site.targets().responseSeconds() * SECOND,
                limits.shortAbandonSeconds() * SECOND,
                defaults.followUpMillis(),
                defaults.feedbackMillis(),
                limits.unconfirmedEntryMinutes() * MINUTE,
                limits.silentVoiceHours() * HOUR,
                limits.silentChatHours() * HOUR,
                limits.silentOtherDays() * 24 * HOUR,
                score(site.settings().score()),
                teamOfAgent,
                defaults.anomalyLimit(),
                defaults.futureLimit(),
                defaults.idleContactLimit());
    }

    private static ScoreSettings score(ScoreWeights weights) {
        ScoreSettings samples = ScoreSettings.DEFAULT;
        return new ScoreSettings(
                weights.csat(),
                weights.firstResponse(),
                weights.response(),
                weights.firstContactResolution(),
                weights.quality(),
                weights.pull(),
                samples.minPeople(),
                samples.minRatings(),
                samples.minAnswered(),
                samples.minRollingRatings(),
                samples.minRollingAnswered());
    }
}
