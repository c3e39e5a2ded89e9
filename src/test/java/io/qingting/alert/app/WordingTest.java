package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertKind;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.MessagePlan;
import io.qingting.alert.domain.Notice;
import io.qingting.alert.domain.NoticeKind;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Subject;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final int PROMPT = 1;
    private static final int LATE = 2;
    private static final int VERY_LATE = 3;

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
                    return "账单";
                }

                @Override
                public Optional<Duration> delay(int sourceId) {
                    return switch (sourceId) {
                        case PROMPT -> Optional.of(Duration.ofSeconds(29));
                        case LATE -> Optional.of(Duration.ofSeconds(95));
                        case VERY_LATE -> Optional.of(Duration.ofMinutes(20));
                        default -> Optional.empty();
                    };
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

    @Test
    void aMessageSaysHowLateItsSourceDelivers() {
        assertThat(text("zh", LATE)).contains("｜数据约晚 95 秒 到达｜#1");
        assertThat(text("en", VERY_LATE)).contains(" | data arrives about 20 min late | #1");
    }

    @Test
    void aSourceThatDeliversAtOnceOrIsNotKnownIsNotCalledLate() {
        assertThat(text("zh", PROMPT)).doesNotContain("数据约晚");
        assertThat(text("zh", 99)).doesNotContain("数据约晚");
    }

    @Test
    void ofManyTheLatestSourceCounts() {
        assertThat(text("zh", PROMPT, VERY_LATE, LATE)).contains("3 条").contains("数据约晚 20 分 到达");
    }

    @Test
    void aSummaryNeedsNoSource() {
        assertThat(wording.summary("zh", alert(1, LATE), NOW)).contains("账单").doesNotContain("数据约晚");
    }

    @Test
    void aTemplateMayUseTheNamesOfItsOwnKindOnly() {
        Phrases phrases = new Phrases();

        assertThat(phrases.check("line", "{queue} {delay}")).isNull();
        assertThat(phrases.check("digest.text", "{queue} {csat}")).isNull();
        assertThat(phrases.check("line", "{csat}")).contains("csat");
        assertThat(phrases.check("digest.text", "{late}")).contains("late");
        for (String language : List.of("zh", "en"))
            for (String template : Phrases.TEMPLATES)
                assertThat(phrases.check(template, phrases.shipped(language, template)))
                        .as(language + " " + template)
                        .isNull();
    }

    private String text(String language, int... sources) {
        List<MessagePlan.Pending> pending = IntStream.range(0, sources.length)
                .mapToObj(i -> new MessagePlan.Pending(
                        i, null, new Notice(i, NoticeKind.RAISED, null, NOW, alert(i + 1, sources[i]))))
                .toList();
        MessagePlan plan = new MessagePlan(List.of(new MessagePlan.Group(pending)));
        return wording.text(new Voice(language, Map.of(), NOW), plan, 0, null);
    }

    private static Alert alert(long id, int sourceId) {
        ContactKey contact = new ContactKey(sourceId, "c");
        return new Alert(
                id,
                Cause.ofTarget(contact, "answer", 0, 0),
                AlertKind.TARGET_BREACHED,
                Severity.CRITICAL,
                new AlertState.Firing(NOW),
                Subject.ofContact(contact, "q", false, false),
                "answer",
                null,
                null,
                null,
                null,
                null,
                null,
                NOW,
                NOW,
                0,
                false,
                List.of(),
                NOW,
                null,
                NOW,
                null,
                null,
                null,
                null,
                0,
                0);
    }
}
