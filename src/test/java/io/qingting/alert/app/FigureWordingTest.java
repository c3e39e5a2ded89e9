package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertKind;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.MessagePlan;
import io.qingting.alert.domain.Notice;
import io.qingting.alert.domain.NoticeKind;
import io.qingting.alert.domain.Subject;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.RulePlace;
import io.qingting.rule.domain.ShippedRules;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people read where a shipped rule fires, word by word. */
class FigureWordingTest {
    private static final Instant SINCE = Instant.parse("2026-03-02T01:02:03Z");
    private static final Instant NOW = SINCE.plusSeconds(60);

    private final Wording wording = new Wording(
            new Floor() {
                @Override
                public String siteName() {
                    return "倾听";
                }

                @Override
                public ZoneId zone() {
                    return ZoneId.of("Asia/Shanghai");
                }

                @Override
                public String queueName(String queueId) {
                    return "售前";
                }

                @Override
                public Optional<Duration> delay(int sourceId) {
                    return Optional.empty();
                }

                @Override
                public @Nullable String teamOf(String agentId) {
                    return null;
                }

                @Override
                public Uni<Set<String>> agentsOf(Set<String> teamIds) {
                    return Uni.createFrom().item(Set.of());
                }

                @Override
                public String teamName(String teamId) {
                    return teamId;
                }
            },
            new Phrases());

    private static FigureRule shipped(String ruleId) {
        return ShippedRules.of(4.5).stream()
                .filter(rule -> rule.ruleId().equals(ruleId))
                .findFirst()
                .orElseThrow();
    }

    private static Alert alert(FigureRule rule, @Nullable String name, double value, long sample, AlertState state) {
        return alert(rule, name, value, sample, null, null, state);
    }

    private static Alert alert(
            FigureRule rule,
            @Nullable String name,
            double value,
            long sample,
            @Nullable String category,
            @Nullable String period,
            AlertState state) {
        boolean ofSource = rule.per() == RulePlace.SOURCE;
        Subject subject = switch (rule.per()) {
            case QUEUE -> Subject.ofQueue("q1");
            case AGENT -> Subject.ofAgent("amy", null);
            case SOURCE -> Subject.ofSource("/connectors/shop");
            case SITE, CATEGORY -> Subject.SITE;
        };
        String metric = rule.metric().wireName();
        return new Alert(
                12,
                new Cause("figure:x:y"),
                ofSource ? AlertKind.SOURCE_SILENT : AlertKind.FIGURE_OFF,
                rule.severity(),
                state,
                subject,
                ofSource ? "/connectors/shop" : name == null ? metric : name,
                ofSource ? null : metric,
                ofSource ? null : value,
                ofSource ? null : rule.threshold(),
                ofSource ? null : sample,
                category,
                period,
                SINCE,
                null,
                0,
                rule.consoleOnly(),
                List.of(),
                SINCE,
                state instanceof AlertState.Closed ? NOW : null,
                SINCE,
                null,
                null,
                null,
                null,
                0,
                0);
    }

    private List<String> texts(String language, Alert alert, NoticeKind kind) {
        Notice notice = new Notice(1, kind, null, NOW, alert);
        MessagePlan plan =
                new MessagePlan(List.of(new MessagePlan.Group(List.of(new MessagePlan.Pending(1, null, notice)))));
        Voice voice = new Voice(language, Map.of(), NOW);
        return List.of(wording.title(voice, plan), wording.text(voice, plan, 0, null));
    }

    private void reads(String ruleId, double value, long sample, String... expected) {
        Alert alert = alert(shipped(ruleId), null, value, sample, new AlertState.Firing(SINCE));
        assertThat(texts("zh", alert, NoticeKind.RAISED)).containsExactly(expected[0], expected[1]);
        assertThat(texts("en", alert, NoticeKind.RAISED)).containsExactly(expected[2], expected[3]);
    }

    @Test
    void theLongestWait() {
        reads(
                "longest-wait",
                181.4,
                0,
                "【倾听】严重 售前 等待过久",
                "严重｜售前｜等待过久｜自 09:02:03｜181 秒，上限 2 分｜#12",
                "[倾听] Critical: 售前, wait too long",
                "Critical | 售前 | wait too long | since 09:02:03 | 181 s, limit 2 min | #12");
    }

    @Test
    void theServiceLevel() {
        reads(
                "service-level",
                0.714,
                35,
                "【倾听】预警 售前 接通率过低",
                "预警｜售前｜接通率过低｜自 09:02:03｜71.4 %，下限 80 %，N=35｜#12",
                "[倾听] Warning: 售前, service level too low",
                "Warning | 售前 | service level too low | since 09:02:03 | 71.4 %, at least 80 % wanted, N=35 | #12");
    }

    @Test
    void nobodyAvailable() {
        reads(
                "nobody-available",
                0,
                0,
                "【倾听】预警 售前 空闲坐席不足",
                "预警｜售前｜空闲坐席不足｜自 09:02:03｜0 人，下限 1 人｜#12",
                "[倾听] Warning: 售前, too few agents available",
                "Warning | 售前 | too few agents available | since 09:02:03 | 0, at least 1 wanted | #12");
    }

    @Test
    void theWrapUpOfAnAgentWhomAMessageDoesNotName() {
        reads(
                "wrap-up",
                301,
                0,
                "【倾听】提示 某坐席 话后处理过久",
                "提示｜某坐席｜话后处理过久｜自 09:02:03｜301 秒，上限 5 分｜#12",
                "[倾听] Info: an agent, wrap-up too long",
                "Info | an agent | wrap-up too long | since 09:02:03 | 301 s, limit 5 min | #12");
    }

    @Test
    void aSilentSource() {
        reads(
                "source-silent",
                121,
                0,
                "【倾听】严重 数据源 /connectors/shop 无数据",
                "严重｜数据源 /connectors/shop 无数据｜自 09:02:03｜#12",
                "[倾听] Critical: source /connectors/shop is silent",
                "Critical | source /connectors/shop is silent | since 09:02:03 | #12");
    }

    @Test
    void oneCategoryOfComplaintsWithItsShareAndPeriod() {
        Alert week = alert(
                shipped("complaint-category"),
                null,
                0.625,
                40,
                "物流",
                "2026-02-23/2026-03-01",
                new AlertState.Firing(SINCE));
        assertThat(texts("zh", week, NoticeKind.RAISED))
                .containsExactly(
                        "【倾听】预警 全部队列 某类投诉占比过高：物流",
                        "预警｜全部队列｜某类投诉占比过高：物流｜自 09:02:03｜62.5 %，上限 30 %，N=40，2026-02-23 至 2026-03-01｜#12");
        assertThat(texts("en", week, NoticeKind.RAISED))
                .containsExactly(
                        "[倾听] Warning: all queues, too many complaints of one category: 物流",
                        "Warning | all queues | too many complaints of one category: 物流 | since 09:02:03"
                                + " | 62.5 %, limit 30 %, N=40, 2026-02-23 to 2026-03-01 | #12");
        Alert day = alert(
                shipped("complaint-category"),
                "投诉集中",
                0.5,
                40,
                "a\nb",
                "2026-02-23/2026-02-23",
                new AlertState.Firing(SINCE));
        assertThat(texts("zh", day, NoticeKind.RAISED).getLast())
                .isEqualTo("预警｜全部队列｜投诉集中：a b｜自 09:02:03｜50 %，上限 30 %，N=40，2026-02-23｜#12");
    }

    @Test
    void satisfactionOfTwoDays() {
        reads(
                "csat-two-days",
                4.23,
                52,
                "【倾听】预警 售前 满意度过低",
                "预警｜售前｜满意度过低｜自 09:02:03｜4.2，下限 4.5，N=52｜#12",
                "[倾听] Warning: 售前, satisfaction too low",
                "Warning | 售前 | satisfaction too low | since 09:02:03 | 4.2, at least 4.5 wanted, N=52 | #12");
    }

    @Test
    void aRuleHasTheNameThatPeopleGaveIt() {
        Alert alert = alert(shipped("longest-wait"), "大客户等待", 181, 0, new AlertState.Firing(SINCE));

        assertThat(texts("zh", alert, NoticeKind.RAISED).getFirst()).isEqualTo("【倾听】严重 售前 大客户等待");
    }

    @Test
    void aRecoveryIsAnotherThingThanAnEndOfWatching() {
        Alert recovered = alert(shipped("longest-wait"), null, 181, 0, new AlertState.Resolved(NOW, null));
        Alert ended = alert(shipped("longest-wait"), null, 181, 0, new AlertState.Resolved(NOW, "admin:first"));

        assertThat(texts("zh", recovered, NoticeKind.RECOVERED).getFirst()).isEqualTo("【倾听】严重 售前 等待过久（已恢复）");
        assertThat(texts("zh", recovered, NoticeKind.RAISED).getFirst()).isEqualTo("【倾听】严重 售前 等待过久（已恢复）");
        assertThat(texts("zh", ended, NoticeKind.ENDED).getFirst()).isEqualTo("【倾听】严重 售前 等待过久（不再监测）");
        assertThat(texts("zh", ended, NoticeKind.RAISED).getFirst()).isEqualTo("【倾听】严重 售前 等待过久（已结束）");
        assertThat(texts("en", ended, NoticeKind.ENDED).getFirst())
                .isEqualTo("[倾听] Critical: 售前, wait too long (no longer watched)");
        assertThat(texts("en", ended, NoticeKind.RAISED).getFirst())
                .isEqualTo("[倾听] Critical: 售前, wait too long (ended)");
    }
}
