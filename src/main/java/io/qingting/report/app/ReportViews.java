package io.qingting.report.app;

import io.qingting.access.app.Audit;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import io.qingting.kernel.MachineClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.report.domain.SavedView;
import io.qingting.report.store.ViewStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Views that people keep, and share where they see everybody. Every change is in the audit trail. */
@ApplicationScoped
public class ReportViews {
    private final Pool pool;
    private final Audit audit;
    private final MachineClock clock;
    private final ReportRequests requests;

    ReportViews(Pool pool, Audit audit, MachineClock clock, ReportRequests requests) {
        this.pool = pool;
        this.audit = audit;
        this.clock = clock;
        this.requests = requests;
    }

    /** What somebody wants to keep. */
    public record Wanted(String name, boolean shared, Subject subject, String query, String look) {}

    /** Who keeps a view: stays the same where a login changes. */
    public static String owner(Grant grant) {
        return switch (grant) {
            case Grant.LoggedIn person -> "person:" + person.personId();
            case Grant.Admin admin -> "key:" + admin.keyId();
            case Grant.Display display -> throw new IllegalArgumentException("a display keeps no view");
            case Grant.Source source -> throw new IllegalArgumentException("a source keeps no view");
        };
    }

    public Uni<List<SavedView>> visibleTo(Grant grant) {
        return ViewStore.visibleTo(pool, owner(grant));
    }

    /** A view that is somebody's own, or shared; fails with 404 for all others. */
    public Uni<SavedView> find(Grant grant, long viewId) {
        String owner = owner(grant);
        return ViewStore.find(pool, viewId)
                .map(found -> found.filter(view -> view.shared() || view.owner().equals(owner))
                        .orElseThrow(ReportViews::notFound));
    }

    /** Adds a view (id 0) or replaces an own one; its id. */
    public Uni<Long> save(Grant grant, long viewId, Wanted wanted) {
        if (wanted.shared() && !grant.sight().equals(Sight.EVERYBODY))
            throw new ProblemException(Problem.of(
                            403,
                            "forbidden",
                            "Not allowed",
                            "Administrators and quality share views. Keep it as your own.")
                    .at("/shared"));
        refuseNonsense(wanted);
        SavedView view = new SavedView(
                viewId,
                owner(grant),
                grant.name(),
                wanted.name(),
                wanted.shared(),
                wanted.subject(),
                wanted.query(),
                wanted.look(),
                clock.now());
        return pool.withTransaction(tx -> ViewStore.counts(tx, view.owner())
                .invoke(counts -> refuseTooMany(view, counts))
                .chain(() -> viewId == 0
                        ? Uni.createFrom().item(Optional.<SavedView>empty())
                        : ViewStore.find(tx, viewId)
                                .map(found -> Optional.of(
                                        found.filter(before -> before.owner().equals(view.owner()))
                                                .orElseThrow(ReportViews::notFound))))
                .chain(before -> ViewStore.save(tx, view).call(id -> {
                    if (id == 0)
                        throw new ProblemException(
                                Problem.of(409, "taken", "Taken", "You keep another view of this name. Choose another.")
                                        .at("/name"));
                    return audit.record(
                            tx,
                            grant.actor(),
                            "reportView.saved",
                            "reportView:" + id,
                            before.map(ReportViews::values).orElse(null),
                            values(view));
                })));
    }

    private void refuseNonsense(Wanted wanted) {
        try {
            requests.report(wanted.subject(), ReportRequests.values(wanted.query()));
        } catch (IllegalArgumentException e) {
            throw Parameters.refusal("query", "is no query", "Write it as it stands in an address");
        }
    }

    private static void refuseTooMany(SavedView view, long[] counts) {
        boolean isNew = view.viewId() == 0;
        if (isNew && counts[0] >= SavedView.MOST)
            throw tooMany("You keep " + SavedView.MOST + " views already: remove one.", "/name");
        if (isNew && view.shared() && counts[1] >= SavedView.MOST_SHARED)
            throw tooMany("There are " + SavedView.MOST_SHARED + " shared views already: remove one.", "/shared");
    }

    static ProblemException tooMany(String detail, String pointer) {
        return new ProblemException(
                Problem.of(409, "too-many", "Too many", detail).at(pointer));
    }

    /** Removes an own view, or for administrators any, with its schedules. */
    public Uni<Void> delete(Grant grant, long viewId) {
        return find(grant, viewId).chain(view -> {
            if (!view.owner().equals(owner(grant)) && !grant.roles().contains(Grant.Admin.ROLE))
                throw new ProblemException(Problem.of(
                        403, "forbidden", "Not allowed", "It is somebody else's: ask " + view.ownerName() + "."));
            return pool.withTransaction(tx -> ViewStore.delete(tx, viewId)
                    .chain(() -> audit.record(
                            tx, grant.actor(), "reportView.deleted", "reportView:" + viewId, values(view), null)));
        });
    }

    private static Map<String, Object> values(SavedView view) {
        return Map.of(
                "name", view.name(),
                "shared", view.shared(),
                "subject", Parameters.wire(view.subject()),
                "query", view.query());
    }

    static ProblemException notFound() {
        return new ProblemException(
                Problem.of(404, "not-found", "Not found", "It is not there, or not yours. Read the list again."));
    }
}
