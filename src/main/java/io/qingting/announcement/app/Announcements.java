package io.qingting.announcement.app;

import io.qingting.access.app.Audit;
import io.qingting.announcement.domain.Announcement;
import io.qingting.announcement.domain.Announcement.Content;
import io.qingting.announcement.store.AnnouncementStore;
import io.qingting.announcement.store.AnnouncementStore.Open;
import io.qingting.kernel.MachineClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes and ends announcements. All instances show a change within two seconds; each is in the audit trail. */
@ApplicationScoped
public class Announcements {
    /** Most that have not ended; one more is refused. */
    public static final int MOST_OPEN = 20;

    /** Most of these that a supervisor has made. */
    public static final int MOST_OF_SUPERVISOR = 5;

    private static final Duration KEPT = Duration.ofDays(400);

    private final Pool pool;
    private final Audit audit;
    private final MachineClock clock;
    private final OpenAnnouncements open;

    Announcements(Pool pool, Audit audit, MachineClock clock, OpenAnnouncements open) {
        this.pool = pool;
        this.audit = audit;
        this.clock = clock;
        this.open = open;
    }

    /**
     * Somebody who may announce.
     *
     * @param actor as the audit trail names who acted
     * @param teamIds the teams whose people may be told; null: everybody, and walls
     */
    public record Author(String actor, @Nullable Set<String> teamIds) {
        public boolean mayEnd(Announcement announcement) {
            return actor.equals(announcement.by()) || reaches(announcement.content());
        }

        /** Whether all whom it reaches are people of the author's teams. */
        boolean reaches(Content content) {
            return teamIds == null
                    || !content.toWalls() && !content.teamIds().isEmpty() && teamIds.containsAll(content.teamIds());
        }
    }

    /** @return its id; fails with a {@link ProblemException} where it is not the author's to make, or there are too many */
    public Uni<Long> make(Author author, Content content) {
        if (!author.reaches(content)) throw notOwnTeams();
        return pool.withTransaction(tx -> AnnouncementStore.lockAndCount(tx, author.actor(), clock.now())
                        .invoke(count -> refuseTooMany(author, count))
                        .chain(() -> AnnouncementStore.forget(tx, clock.now().minus(KEPT)))
                        .chain(() -> AnnouncementStore.insert(tx, content, author.actor(), clock.now()))
                        .call(id -> audit.record(
                                tx, author.actor(), "announcement.made", "announcement:" + id, null, values(content))))
                .call(open::look);
    }

    private static void refuseTooMany(Author author, Open count) {
        boolean tooMany = count.all() >= MOST_OPEN || author.teamIds() != null && count.own() >= MOST_OF_SUPERVISOR;
        if (tooMany)
            throw new ProblemException(Problem.of(
                    409,
                    "too-many-announcements",
                    "Too many announcements",
                    "At most " + MOST_OPEN + " may be open, " + MOST_OF_SUPERVISOR
                            + " by one supervisor. End one that is not needed any more."));
    }

    private static ProblemException notOwnTeams() {
        return new ProblemException(Problem.of(
                        403,
                        "not-own-teams",
                        "Not all of these are your teams",
                        "A supervisor tells people of own teams: choose these, and no walls.")
                .at("/teamIds"));
    }

    /** Ends one before its time; false where there is none of that id that the author may end, or it has ended. */
    public Uni<Boolean> end(Author author, long announcementId) {
        return pool.withTransaction(tx -> AnnouncementStore.lock(tx, announcementId)
                        .chain(found -> {
                            boolean may = found.filter(author::mayEnd)
                                    .filter(it -> it.content().until().isAfter(clock.now()))
                                    .isPresent();
                            if (!may) return Uni.createFrom().item(false);
                            return AnnouncementStore.end(tx, announcementId, author.actor(), clock.now())
                                    .chain(() -> audit.record(
                                            tx,
                                            author.actor(),
                                            "announcement.ended",
                                            "announcement:" + announcementId,
                                            Map.of(
                                                    "untilAt",
                                                    found.get()
                                                            .content()
                                                            .until()
                                                            .toString()),
                                            null))
                                    .replaceWith(true);
                        }))
                .call(open::look);
    }

    /** The newest first, ended ones included, as far as they concern the author. */
    public Uni<List<Announcement>> list(Author author, long before, int limit) {
        return AnnouncementStore.list(pool, author.teamIds(), author.actor(), before, limit);
    }

    private static Map<String, Object> values(Content content) {
        Map<String, Object> values = new HashMap<>();
        values.put("severity", content.severity().wireName());
        if (content.textZh() != null) values.put("textZh", content.textZh());
        if (content.textEn() != null) values.put("textEn", content.textEn());
        values.put("toWalls", content.toWalls());
        values.put("toAgents", content.toAgents());
        values.put(
                "teamIds", String.join(" ", content.teamIds().stream().sorted().toList()));
        values.put("fromAt", content.from().toString());
        values.put("untilAt", content.until().toString());
        return values;
    }
}
