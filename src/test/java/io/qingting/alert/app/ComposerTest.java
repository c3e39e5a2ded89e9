package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.channel.AlertChannel;
import io.qingting.alert.channel.ChannelSettings;
import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertKind;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.MessagePlan;
import io.qingting.alert.domain.Notice;
import io.qingting.alert.domain.NoticeKind;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Subject;
import io.qingting.alert.domain.Utf8;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A message fits to the byte, says how many more there are, and keeps its link. */
class ComposerTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final String LINK = "https://desk.example.test/ack/abc";

    private final Composer composer = new Composer(new Wording(
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
                    return "账单与退款 " + queueId;
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
            new Phrases()));

    /** Counts the bytes of the text and allows so many. */
    private record Narrow(int limit) implements AlertChannel {
        @Override
        public ChannelKind kind() {
            return ChannelKind.WECOM;
        }

        @Override
        public int size(ChannelSettings settings, Post post) {
            return Utf8.length(post.title()) + Utf8.length(post.text());
        }

        @Override
        public int limit(ChannelSettings settings) {
            return limit;
        }

        @Override
        public Uni<Reading> send(ChannelSettings settings, Post post, int part, Instant now) {
            throw new UnsupportedOperationException("nothing is sent here");
        }
    }

    private static ChannelSettings settings(String language) {
        return new ChannelSettings(
                1, "x", ChannelKind.WECOM, language, true, null, "x", null, null, null, List.of(), false, 18);
    }

    private static MessagePlan.Pending pending(long id) {
        return pending(id, false, false);
    }

    private static MessagePlan.Pending pending(long id, boolean vip, boolean complaint) {
        Alert alert = new Alert(
                id,
                new Cause("target:answer:0:0:1:c" + id),
                AlertKind.TARGET_BREACHED,
                Severity.CRITICAL,
                new AlertState.Firing(NOW),
                Subject.ofContact(new ContactKey(1, "customer-" + id), "q" + id, vip, complaint),
                "answer",
                null,
                null,
                null,
                null,
                null,
                null,
                NOW.minusSeconds(40),
                NOW.minusSeconds(10),
                10,
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
        return new MessagePlan.Pending(id, null, new Notice(id, NoticeKind.RAISED, null, NOW, alert));
    }

    private static MessagePlan plan(int alerts) {
        List<MessagePlan.Group> groups = new ArrayList<>();
        for (int id = 1; id <= alerts; id++) groups.add(new MessagePlan.Group(List.of(pending(id))));
        return new MessagePlan(groups);
    }

    private Composer.Written write(String language, int limit, int alerts, Map<String, String> own) {
        return composer.write(new Narrow(limit), settings(language), plan(alerts), 7, List.of(), own, LINK, NOW);
    }

    @Property(tries = 200)
    void itFitsToTheByteAndCountsWhatFollows(
            @ForAll @IntRange(min = 600, max = 5_000) int limit, @ForAll @IntRange(min = 1, max = 120) int alerts) {
        Composer.Written written = write("zh", limit, alerts, Map.of());

        AlertChannel.Post post = written.post();
        assertThat(Utf8.length(post.title()) + Utf8.length(post.text())).isLessThanOrEqualTo(limit);
        int named = written.plan().size();
        for (int id = 1; id <= named; id++) assertThat(post.text()).contains("#" + id);
        if (named < alerts) {
            assertThat(post.text()).contains("…… 另有 " + (alerts - named) + " 条");
            // The mark of a repetition keeps its room, and the next line would not have fitted.
            String line = post.text().lines().findFirst().orElseThrow();
            int used = Utf8.length("（重发）") + Utf8.length(post.title()) + Utf8.length(post.text());
            assertThat(used + Utf8.length(line) + 10).isGreaterThan(limit);
        }
        assertThat(post.text()).endsWith(LINK).doesNotContain("customer-");
    }

    @Test
    void onlyVipsAndComplaintsArePointedAt() {
        MessagePlan plan = new MessagePlan(List.of(
                new MessagePlan.Group(List.of(pending(1, true, false))),
                new MessagePlan.Group(List.of(pending(2, false, true))),
                new MessagePlan.Group(List.of(pending(3, false, false)))));

        String text = composer.write(new Narrow(5_000), settings("zh"), plan, 7, List.of(), Map.of(), LINK, NOW)
                .post()
                .text();

        assertThat(text).contains("customer-1").contains("customer-2").doesNotContain("customer-3");
    }

    @Test
    void inEnglishToo() {
        Composer.Written written = write("en", 600, 40, Map.of());

        assertThat(written.post().text())
                .contains("… " + (40 - written.plan().size()) + " more follow")
                .endsWith("See and acknowledge: " + LINK);
    }

    @Test
    void aTemplateThatIsFarTooLongLosesItsEndAndNotTheLink() {
        Composer.Written written = write("zh", 2_000, 3, Map.of("line", "长".repeat(2_000)));

        assertThat(written.plan().size()).isEqualTo(1);
        assertThat(Utf8.length(written.post().text())).isLessThanOrEqualTo(2_000);
        assertThat(written.post().text()).contains("…").contains("另有 2 条").endsWith(LINK);
    }
}
