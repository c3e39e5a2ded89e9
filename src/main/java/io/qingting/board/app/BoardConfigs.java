package io.qingting.board.app;

import io.qingting.board.domain.BoardConfig;
import io.qingting.site.domain.Site;
import java.util.HashMap;
import java.util.Map;

/** What the board needs of the site's configuration. */
final class BoardConfigs {
    private static final long SECOND = 1_000;

    private BoardConfigs() {}

    static BoardConfig of(Site site) {
        BoardConfig defaults = BoardConfig.defaults(site.zone());
        Map<String, String> teamOfAgent = new HashMap<>();
        site.agents().values().forEach(agent -> {
            String team = agent.teamId();
            if (team != null) teamOfAgent.put(agent.agentId(), team);
        });
        return new BoardConfig(
                site.zone(),
                site.dayStartHour(),
                site.targets().serviceLevel().seconds() * SECOND,
                site.targets().firstResponseSeconds() * SECOND,
                site.targets().responseSeconds() * SECOND,
                defaults.shortAbandonMillis(),
                defaults.followUpMillis(),
                defaults.feedbackMillis(),
                defaults.unconfirmedEntryMillis(),
                defaults.silentVoiceMillis(),
                defaults.silentChatMillis(),
                defaults.silentOtherMillis(),
                defaults.score(),
                teamOfAgent,
                defaults.anomalyLimit(),
                defaults.futureLimit(),
                defaults.idleContactLimit());
    }
}
