package io.qingting.report.app;

import io.qingting.fixture.Settings;
import io.qingting.kernel.BusinessClock;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.sla.app.SlaBooks;
import io.quarkus.arc.Arc;
import io.vertx.mutiny.sqlclient.Pool;

/** Reports within other limits than those of the application. */
public final class ReportsWithin {
    private ReportsWithin() {}

    /** Those with more rows are refused. */
    public static Reports rows(int most, Pool pool, BusinessClock clock) {
        return new Reports(
                pool,
                clock,
                Settings.shipped(ReportSettings.class, "qingting.report.max-rows", Integer.toString(most)),
                Arc.container().instance(SlaBooks.class).get(),
                Arc.container().instance(SiteConfiguration.class).get());
    }
}
