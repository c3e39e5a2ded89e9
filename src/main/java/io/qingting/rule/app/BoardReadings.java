package io.qingting.rule.app;

import io.qingting.access.app.Keys;
import io.qingting.board.app.LiveBoard;
import io.qingting.board.app.SourceLine;
import io.qingting.board.domain.AgentPresence;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.Presence;
import io.qingting.board.domain.PresenceCounts;
import io.qingting.board.domain.WaitingNow;
import io.qingting.board.domain.Window;
import io.qingting.board.domain.WindowRates;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.Over;
import io.qingting.rule.domain.PlaceReading;
import io.qingting.rule.domain.Reading;
import io.qingting.rule.domain.Reading.Told;
import io.qingting.rule.domain.RuleMetric;
import io.qingting.rule.domain.RulePlace;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the figures that rules watch off the live board, on its thread, so that all are of one moment. */
@ApplicationScoped
class BoardReadings {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final double MILLIS_A_SECOND = 1_000;

    private final LiveBoard live;
    private final Keys keys;

    BoardReadings(LiveBoard live, Keys keys) {
        this.live = live;
        this.keys = keys;
    }

    /** Empty while the board does not show all that the log holds. */
    Uni<Optional<Readings>> of(List<FigureRule> rules) {
        boolean asksSources = rules.stream().anyMatch(rule -> rule.metric() == RuleMetric.SOURCE_SILENT);
        Uni<Set<String>> sources =
                asksSources ? keys.sourcesWithKey() : Uni.createFrom().item(Set.of());
        return sources.chain(expected -> Uni.createFrom()
                        .<Optional<Readings>>emitter(
                                result -> live.execute(board -> result.complete(read(board, rules, expected)))))
                .ifNoItem()
                .after(ANSWER_LIMIT)
                .fail()
                // The board's thread is for the board.
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    private Optional<Readings> read(Board board, List<FigureRule> rules, Set<String> expected) {
        Instant since = live.liveSince();
        if (since == null) return Optional.empty();
        Moment moment = new Moment(board, Instant.ofEpochMilli(board.now()), board.queueIds());
        Map<String, List<PlaceReading>> byRule = new HashMap<>();
        for (FigureRule rule : rules) {
            byRule.put(
                    rule.ruleId(),
                    switch (rule.metric().about()) {
                        case PLACE_NOW, PLACE_OVER_TIME -> moment.places(rule);
                        case AGENT -> moment.agents(rule);
                        // Its periods are judged by the facts.
                        case COMPLAINT_CATEGORY -> List.of();
                        case SOURCE -> silence(rule, live.sources(), expected, since, moment.now());
                    });
        }
        return Optional.of(new Readings(moment.now(), board.position(), byRule));
    }

    /** The board as it is read. */
    private record Moment(Board board, Instant now, Set<String> queueIds) {
        List<PlaceReading> places(FigureRule rule) {
            List<PlaceReading> readings = new ArrayList<>();
            if (rule.per() == RulePlace.SITE) add(readings, RulePlace.WHOLE_SITE, reading(rule, null));
            else
                for (String queueId : queueIds) {
                    if (rule.queues().isEmpty() || rule.queues().contains(queueId))
                        add(readings, queueId, reading(rule, queueId));
                }
            return readings;
        }

        private static void add(List<PlaceReading> readings, String place, @Nullable Reading reading) {
            if (reading != null) readings.add(new PlaceReading(place, reading));
        }

        /** @return null: there is no such figure of the place */
        private @Nullable Reading reading(FigureRule rule, @Nullable String queueId) {
            return switch (rule.metric()) {
                case QUEUE_LENGTH -> new Told(waiting(rule, queueId).queueLength(), 0);
                case LONGEST_WAIT -> new Told(seconds(waiting(rule, queueId).longestWaitSinceAt()), 0);
                case AVAILABLE_AGENTS -> available(rule, board.presence(queueId));
                case SERVICE_LEVEL -> share(rates(rule, queueId).serviceLevel());
                case ABANDONMENT_RATE -> share(rates(rule, queueId).abandonmentRate());
                case CSAT -> mean(rates(rule, queueId).csat());
                case WRAP_UP, SOURCE_SILENT, COMPLAINT_CATEGORY_SHARE -> null;
            };
        }

        private WaitingNow waiting(FigureRule rule, @Nullable String queueId) {
            return board.waiting(queueId, rule.channels());
        }

        private WindowRates rates(FigureRule rule, @Nullable String queueId) {
            Window window = rule.over() instanceof Over.Live over ? over.window() : Window.TODAY;
            return queueId == null ? board.siteRates(window, rule.channels()) : board.queueRates(queueId, window);
        }

        private double seconds(@Nullable Instant since) {
            return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / MILLIS_A_SECOND);
        }

        /** Who is of unknown presence may be available, so then only a figure that is good without them is told. */
        private static @Nullable Reading available(FigureRule rule, @Nullable PresenceCounts agents) {
            if (agents == null) return null;
            boolean told = agents.unknown() == 0 || rule.isGood(agents.available());
            return told ? new Told(agents.available(), 0) : Reading.UNTOLD;
        }

        List<PlaceReading> agents(FigureRule rule) {
            List<PlaceReading> readings = new ArrayList<>();
            for (AgentPresence agent : board.presences(rule.queues())) {
                Reading reading = agent.presence() == Presence.UNKNOWN
                        ? Reading.UNTOLD
                        : new Told(agent.presence() == Presence.WRAP_UP ? seconds(agent.sinceAt()) : 0, 0);
                readings.add(new PlaceReading(agent.agentId(), reading));
            }
            return readings;
        }
    }

    private static Reading share(@Nullable Ratio ratio) {
        return ratio == null || ratio.total() == 0
                ? Reading.UNTOLD
                : new Told((double) ratio.hits() / ratio.total(), ratio.total());
    }

    private static Reading mean(Mean mean) {
        return mean.count() == 0 ? Reading.UNTOLD : new Told(mean.sum() / mean.count(), mean.count());
    }

    /**
     * Silence goes by receipt, of events and heartbeats alike. A source without a valid key cannot speak, so it is not silent;
     * and while this server was down, or did not see the log, for a part of that time, no source had the chance to be heard.
     *
     * @param expected names of the sources with a valid key
     */
    static List<PlaceReading> silence(
            FigureRule rule, List<SourceLine> lines, Set<String> expected, Instant listeningSince, Instant now) {
        double listened = Duration.between(listeningSince, now).toMillis() / MILLIS_A_SECOND;
        List<PlaceReading> readings = new ArrayList<>();
        for (SourceLine line : lines) {
            String source = line.source();
            if (!expected.contains(source)
                    || !rule.sources().isEmpty() && !rule.sources().contains(source)) continue;
            double silent = Math.max(0, Duration.between(line.lastSeenAt(), now).toMillis() / MILLIS_A_SECOND);
            boolean hadNoChance = rule.isBad(silent) && !rule.isBad(listened);
            readings.add(new PlaceReading(source, hadNoChance ? Reading.HELD : new Told(silent, 0)));
        }
        return readings;
    }
}
