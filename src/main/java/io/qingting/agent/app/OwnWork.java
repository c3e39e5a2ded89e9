package io.qingting.agent.app;

import io.qingting.agent.domain.Due;
import io.qingting.agent.domain.OwnDay;
import io.qingting.agent.domain.RatingGroups;
import io.qingting.agent.domain.ServedContact;
import io.qingting.agent.store.OwnFacts;
import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.AgentFigures;
import io.qingting.board.domain.AgentFigures.Contact;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.BusinessDay;
import io.qingting.board.domain.TeamMedians;
import io.qingting.event.domain.Channel;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Ratio;
import io.qingting.report.app.ReportSettings;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.qingting.sla.app.SlaTargets;
import io.qingting.sla.domain.StoredTarget;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What one agent's own page shows beside the live frame of that agent. */
@ApplicationScoped
public class OwnWork {
    /** Contacts in hand that are told with their deadlines; more are left out. */
    private static final int MOST_CONTACTS = 100;

    private static final int HISTORY_DAYS = 30;
    private static final Set<String> CONVERSATIONS = Arrays.stream(Channel.values())
            .filter(Channel::isLive)
            .map(Channel::wireName)
            .collect(Collectors.toUnmodifiableSet());

    private final LiveBoard live;
    private final SlaTargets targets;
    private final SiteConfiguration site;
    private final ReportSettings reports;
    private final Pool pool;
    private final BusinessClock clock;

    OwnWork(
            LiveBoard live,
            SlaTargets targets,
            SiteConfiguration site,
            ReportSettings reports,
            Pool pool,
            BusinessClock clock) {
        this.live = live;
        this.targets = targets;
        this.site = site;
        this.reports = reports;
        this.pool = pool;
        this.clock = clock;
    }

    /** A contact in hand, and by when its customer is to be answered. */
    public record InHand(Contact contact, Optional<Due> due) {}

    public Uni<List<InHand>> inHand(String agentId) {
        return ask(board -> {
                    AgentFigures figures = board.agent(agentId);
                    return figures == null
                            ? List.<Contact>of()
                            : figures.contacts().stream().limit(MOST_CONTACTS).toList();
                })
                .chain(contacts -> targets.of(
                                contacts.stream().map(OwnWork::key).distinct().toList())
                        .map(found -> withDeadlines(contacts, found)));
    }

    private List<InHand> withDeadlines(List<Contact> contacts, List<StoredTarget> found) {
        Map<ContactKey, List<StoredTarget>> byContact =
                found.stream().collect(Collectors.groupingBy(StoredTarget::contact));
        Due.Limits limits = limits();
        return contacts.stream()
                .map(contact -> new InHand(
                        contact,
                        Due.of(
                                contact,
                                CONVERSATIONS.contains(contact.channel()),
                                byContact.getOrDefault(key(contact), List.of()),
                                limits)))
                .toList();
    }

    private static ContactKey key(Contact contact) {
        return new ContactKey(contact.sourceId(), contact.contactId());
    }

    private Due.Limits limits() {
        Site present = site.current();
        return new Due.Limits(
                Duration.ofSeconds(present.targets().firstResponseSeconds()),
                Duration.ofSeconds(present.targets().responseSeconds()));
    }

    /** What the agent's team does at the middle today. */
    public Uni<TeamMedians> medians(String agentId) {
        return ask(board -> board.medians(agentId));
    }

    /**
     * The last 30 business days, today included.
     *
     * @param days oldest first, without those on which nothing happened
     * @param reopened closes that the customer took up again within the time to come back, of those old enough
     */
    public record Month(LocalDate from, LocalDate to, List<OwnDay> days, Ratio reopened) {}

    public Uni<Month> month(String agentId) {
        BusinessDay today = today();
        BusinessDay first = before(today, HISTORY_DAYS - 1);
        Instant settled = clock.now().minus(reports.comeBack());
        return OwnFacts.days(pool, agentId, first.startsAt(), days())
                .chain(days -> OwnFacts.reopened(
                                pool,
                                agentId,
                                first.startsAt(),
                                settled,
                                reports.comeBack().toMillis())
                        .map(reopened -> new Month(first.date(), today.date(), days, reopened)));
    }

    /** Ratings of this month and the last one, without today's. */
    public Uni<RatingGroups> ratings(String agentId) {
        BusinessDay today = today();
        YearMonth present = YearMonth.from(today.date());
        LocalDate first = present.minusMonths(1).atDay(1);
        Site site = this.site.current();
        Instant from = first.atTime(site.dayStartHour(), 0).atZone(site.zone()).toInstant();
        return OwnFacts.ratings(pool, agentId, from, today.startsAt(), days())
                .map(days -> RatingGroups.of(days, present));
    }

    /** Contacts that the agent served in the last 30 days, the latest first. */
    public Uni<List<ServedContact>> served(String agentId, OwnFacts.Place before, int limit) {
        Due.Limits limits = limits();
        return OwnFacts.served(
                pool,
                agentId,
                clock.now().minus(Duration.ofDays(HISTORY_DAYS)),
                before,
                limits.firstResponse().toMillis(),
                limits.response().toMillis(),
                clock.now(),
                limit);
    }

    private OwnFacts.Days days() {
        Site present = site.current();
        return new OwnFacts.Days(present.zone(), present.dayStartHour());
    }

    private BusinessDay today() {
        Site present = site.current();
        return BusinessDay.containing(clock.nowMillis(), present.zone(), present.dayStartHour());
    }

    private BusinessDay before(BusinessDay day, int days) {
        Site present = site.current();
        Instant start = day.date()
                .minusDays(days)
                .atTime(present.dayStartHour(), 0)
                .atZone(present.zone())
                .toInstant();
        return BusinessDay.containing(start.toEpochMilli(), present.zone(), present.dayStartHour());
    }

    private <T> Uni<T> ask(Function<Board, T> question) {
        return Uni.createFrom().emitter(answer -> live.execute(board -> answer.complete(question.apply(board))));
    }
}
