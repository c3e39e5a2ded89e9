package io.qingting.explain.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.board.domain.AgentFigures;
import io.qingting.board.domain.AgentLine;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.BoardConfig;
import io.qingting.board.domain.Durations;
import io.qingting.board.domain.NowFigures;
import io.qingting.board.domain.ScoreFigures;
import io.qingting.board.domain.SinceCount;
import io.qingting.board.domain.SiteFigures;
import io.qingting.board.domain.Window;
import io.qingting.board.domain.WindowFigures;
import io.qingting.contact.domain.ContactFold;
import io.qingting.contact.domain.Folded;
import io.qingting.contact.domain.Span;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.EventType.Subject;
import io.qingting.fixture.Floor;
import io.qingting.fixture.FloorDay;
import io.qingting.fixture.MemoryLog;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What is explained is what the board shows: for floors from any seed, the judged contributions add up to its figures. */
class ExplainedBoardTest {
    private static final long FROM = Floor.time("00:00:00") - 90 * 60_000;
    private static final BoardConfig CONFIG = BoardConfig.defaults(Floor.ZONE);

    private Board board = new Board(CONFIG, FROM);
    private List<Folded> contacts = List.of();
    private Map<ContactKey, Folded> byContact = Map.of();
    private long now;

    @Property(tries = 300)
    void theExplainedContributionsAddUpToTheBoardsFigures(@ForAll long seed) {
        aFloor(seed, false);

        for (Window window : Window.values()) {
            SiteFigures site = board.site(window);
            check(Scope.site(), window, site.site().window());
            for (SiteFigures.ChannelFigures channel : site.channels()) {
                check(Scope.of(Scope.Kind.CHANNEL, channel.channel()), window, channel.window());
            }
            for (String queue : board.queueIds()) {
                check(
                        Scope.of(Scope.Kind.QUEUE, queue),
                        window,
                        of(board.queue(queue).windows(), window));
            }
            for (AgentLine agent : board.agents()) {
                AgentFigures figures = Objects.requireNonNull(board.agent(agent.agentId()));
                check(Scope.agent(agent.agentId()), window, of(figures.windows(), window));
                if (window == Window.TODAY) checkScore(Scope.agent(agent.agentId()), figures.score());
            }
            for (String team : board.teamIds()) {
                Scope scope = Scope.of(Scope.Kind.TEAM, team).with(board.membersOf(team));
                check(scope, window, of(board.team(team).windows(), window));
            }
        }
    }

    @Property(tries = 300)
    void theListedContactsAreThoseThatTheBoardCountsNow(@ForAll long seed) {
        aFloor(seed, true);

        checkNow(Scope.site(), board.site(Window.TODAY).site().now());
        for (SiteFigures.ChannelFigures channel : board.site(Window.TODAY).channels()) {
            checkNow(Scope.of(Scope.Kind.CHANNEL, channel.channel()), channel.now());
        }
        for (String queue : board.queueIds()) {
            checkNow(Scope.of(Scope.Kind.QUEUE, queue), board.queue(queue).now());
        }
    }

    @Property(tries = 100)
    void contactsFoldedAnewAreThoseThatTheBoardHolds(@ForAll long seed) {
        aFloor(seed, true);

        List<io.qingting.board.domain.CountedContact> anew = new ArrayList<>();
        byContact.forEach((key, folded) -> {
            if (folded.live().isIdle()) return;
            anew.add(io.qingting.board.domain.CountedContact.at(CONFIG, key, folded.live(), folded.lastAt(), now));
        });
        assertThat(board.countedContacts()).containsExactlyInAnyOrderElementsOf(anew);
    }

    private void aFloor(long seed, boolean withNonsense) {
        Random random = new Random(seed);
        long to = FROM + (30 + random.nextInt(150)) * 60_000L;
        List<Event> events = new ArrayList<>(FloorDay.of(seed, FROM, to, 20, withNonsense));
        Collections.shuffle(events, random);
        now = FROM + random.nextInt(240) * 60_000L + random.nextInt(120_000);
        board = new Board(CONFIG, FROM);
        board.advance(now);
        new MemoryLog().feed(board, events);
        Map<ContactKey, List<Event>> ofContacts = new HashMap<>();
        for (Event event : events) {
            boolean isDue = event.at() <= now || event.type() == EventType.SCORE_EXCLUDED;
            if (event.type().subject() == Subject.CONTACT && isDue) {
                ofContacts
                        .computeIfAbsent(event.contact(), k -> new ArrayList<>())
                        .add(event);
            }
        }
        byContact = new TreeMap<>();
        ofContacts.forEach((key, all) -> byContact.put(key, ContactFold.fold(all)));
        contacts = List.copyOf(byContact.values());
    }

    private static WindowFigures of(Map<String, WindowFigures> windows, Window window) {
        return Objects.requireNonNull(windows.get(window.wireName()));
    }

    private Tally tally(WindowMetric metric, Scope scope, long from) {
        Terms terms = new Terms(
                now,
                CONFIG.serviceLevelMillis(),
                CONFIG.firstResponseMillis(),
                CONFIG.responseMillis(),
                CONFIG.shortAbandonMillis(),
                CONFIG.followUpMillis(),
                CONFIG.feedbackMillis(),
                7 * 86_400_000L);
        Tally tally = new Tally(metric);
        for (Folded contact : contacts) {
            for (Span span : contact.spans()) {
                if (!metric.kinds(scope).contains(span.kind()) || !scope.holds(span)) continue;
                Judged judged = Judging.judge(metric, scope, span, Later.NOTHING, terms);
                if (judged != null && judged.at() >= from && judged.at() <= now) tally.add(judged);
            }
        }
        return tally;
    }

    private void check(Scope scope, Window window, WindowFigures figures) {
        Map<WindowMetric, @Nullable Object> shown = shown(figures);
        for (WindowMetric metric : WindowMetric.values()) {
            if (!metric.owners().allow(scope) || !shown.containsKey(metric)) continue;
            assertThat(told(metric, tally(metric, scope, board.startOf(window))))
                    .as(metric + " of " + scope + " over " + window)
                    .isEqualTo(told(metric, shown.get(metric)));
        }
    }

    /** All figures of a window that stand on contributions. */
    private static Map<WindowMetric, @Nullable Object> shown(WindowFigures f) {
        Map<WindowMetric, @Nullable Object> shown = new HashMap<>();
        shown.put(WindowMetric.OFFERED, f.offered());
        shown.put(WindowMetric.DISTINCT_CONTACTS, f.distinctContacts());
        shown.put(WindowMetric.ANSWERED, f.answered());
        shown.put(WindowMetric.ABANDONED, f.abandoned());
        shown.put(WindowMetric.SHORT_ABANDONS, f.shortAbandons());
        shown.put(WindowMetric.TRANSFERRED, f.transferred());
        shown.put(WindowMetric.CALLBACK, f.callback());
        shown.put(WindowMetric.UNSERVED, f.unserved());
        shown.put(WindowMetric.SERVICE_LEVEL, f.serviceLevel());
        shown.put(WindowMetric.ABANDONMENT_RATE, f.abandonmentRate());
        shown.put(WindowMetric.ASA, f.asaSeconds());
        shown.put(WindowMetric.WAIT, mean(f.waitSeconds()));
        shown.put(WindowMetric.FIRST_RESPONSE, mean(f.firstResponseSeconds()));
        shown.put(WindowMetric.FIRST_RESPONSE_WITHIN, f.firstResponseWithin());
        shown.put(WindowMetric.RESPONSE, mean(f.responseSeconds()));
        shown.put(WindowMetric.RESPONSE_WITHIN, f.responseWithin());
        shown.put(WindowMetric.LAST_MESSAGE_UNANSWERED, f.lastMessageUnanswered());
        shown.put(WindowMetric.HANDLE, f.handleSeconds());
        shown.put(WindowMetric.MISSED, f.missed());
        shown.put(WindowMetric.TRANSFER_RATE, f.transferRate());
        shown.put(WindowMetric.ROBOT_ONLY, f.robotOnly());
        shown.put(WindowMetric.HAND_OVER, f.handOver());
        shown.put(WindowMetric.CSAT, f.csat());
        shown.put(WindowMetric.CSAT_RATE, f.csatRate());
        shown.put(WindowMetric.PARTICIPATION, f.participation());
        shown.put(WindowMetric.INVITATION, f.invitation());
        shown.put(WindowMetric.CLOSED, f.invitation().total());
        shown.put(
                WindowMetric.NPS,
                new Ratio(f.nps().promoters() - f.nps().detractors(), f.nps().total()));
        shown.put(WindowMetric.REOPENED, f.reopened());
        shown.put(WindowMetric.COMPLAINTS, f.complaints());
        shown.put(WindowMetric.COMPLAINT_RATE, new Ratio(f.complaints(), f.distinctContacts()));
        shown.put(WindowMetric.FOLLOW_UP, f.followUpInTime());
        shown.put(WindowMetric.FEEDBACK, f.feedbackInTime());
        shown.put(WindowMetric.ATTITUDE, f.attitude());
        shown.put(WindowMetric.WORDING, f.wording());
        shown.put(WindowMetric.QUALITY, f.quality());
        shown.put(WindowMetric.REPLIES, f.repliesPerLeg());
        return shown;
    }

    private static Mean mean(Durations durations) {
        return new Mean(durations.sum(), durations.count());
    }

    /** A sum as the board keeps it: exact, in parts of its unit. No data: null. */
    private static @Nullable Object told(WindowMetric metric, @Nullable Object figure) {
        return switch (figure) {
            case null -> null;
            case Ratio ratio -> ratio.hits() + " of " + ratio.total();
            case Mean mean -> Math.round(mean.sum() * metric.parts()) + " of " + mean.count();
            case Tally tally -> toldBy(metric, tally);
            default -> figure;
        };
    }

    private static @Nullable Object toldBy(WindowMetric metric, Tally tally) {
        if (metric.form() == Explainable.Form.COUNT) return tally.numerator();
        boolean isMeasured = metric != WindowMetric.SERVICE_LEVEL && metric != WindowMetric.ASA || tally.isMeasured();
        return isMeasured ? tally.numerator() + " of " + tally.denominator() : null;
    }

    private void checkScore(Scope agent, ScoreFigures score) {
        assertThat(tally(WindowMetric.SCORE_ANSWERED, agent, board.startOf(Window.TODAY))
                        .numerator())
                .isEqualTo(score.answered());
        Map<String, WindowMetric> metrics = Map.of(
                "csat", WindowMetric.SCORE_CSAT,
                "firstResponse", WindowMetric.SCORE_FIRST_RESPONSE,
                "response", WindowMetric.SCORE_RESPONSE,
                "quality", WindowMetric.SCORE_QUALITY);
        for (ScoreFigures.Component component : score.components()) {
            WindowMetric metric = metrics.get(component.name());
            if (metric == null) continue;
            assertThat(told(metric, tally(metric, agent, board.startOf(Window.TODAY))))
                    .as(metric + " of " + agent)
                    .isEqualTo(told(metric, component.own()));
        }
    }

    private void checkNow(Scope scope, NowFigures figures) {
        Map<NowMetric, Long> counts = Map.of(
                NowMetric.QUEUE_LENGTH, figures.queueLength(),
                NowMetric.LONGEST_WAIT, figures.queueLength(),
                NowMetric.BACKLOG, figures.backlog().count(),
                NowMetric.WAITING_FIRST_REPLY, figures.waitingFirstReply().count(),
                NowMetric.WAITING_REPLY, figures.waitingReply().count(),
                NowMetric.IN_SERVICE, figures.inService(),
                NowMetric.WAITING_VIPS, figures.waitingVips(),
                NowMetric.UNCONFIRMED, figures.unconfirmed());
        counts.forEach((metric, count) -> assertThat(now(metric, scope).numerator())
                .as(metric + " of " + scope)
                .isEqualTo(count));
        assertThat(now(NowMetric.LONGEST_WAIT, scope).earliest())
                .isEqualTo(
                        figures.longestWaitSinceAt() == null
                                ? null
                                : figures.longestWaitSinceAt().toEpochMilli());
        assertThat(now(NowMetric.WAITING_REPLY, scope).earliest()).isEqualTo(oldest(figures.waitingReply()));
        Tally wait = now(NowMetric.MEAN_CURRENT_WAIT, scope);
        assertThat(new Mean(wait.numerator() / 1000.0, wait.denominator())).isEqualTo(figures.meanCurrentWaitSeconds());
    }

    private static @Nullable Long oldest(SinceCount waiting) {
        return waiting.oldestSinceAt() == null ? null : waiting.oldestSinceAt().toEpochMilli();
    }

    private Tally now(NowMetric metric, Scope scope) {
        Tally tally = new Tally(metric);
        board.countedContacts().forEach(contact -> {
            Judged judged = Waiting.judge(metric, scope, contact, now);
            if (judged != null) tally.add(judged);
        });
        return tally;
    }

    /** Every metric of the catalogue is told, and in words that are not the same twice by mistake. */
    @Property(tries = 1)
    void everyMetricHasItsWords() {
        for (Explainable metric : Explainable.all()) {
            assertThat(metric.formula().hits().zh()).as(metric.wireName()).isNotBlank();
            boolean isPart = metric.form() != Explainable.Form.COUNT;
            assertThat(metric.formula().total() != null).as(metric.wireName()).isEqualTo(isPart);
        }
        assertThat(Explainable.all().stream().map(Explainable::wireName)).doesNotHaveDuplicates();
        assertThat(Set.of(Why.values())).allMatch(why -> !why.words().en().isBlank());
    }
}
