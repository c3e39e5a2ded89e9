package io.qingting.report.app;

import io.qingting.kernel.BusinessClock;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.sqlclient.Pool;

/** Reports within other limits than those of the application. */
public final class ReportsWithin {
    private ReportsWithin() {}

    /** Those with more rows are refused. */
    public static Reports rows(int most, Pool pool, BusinessClock clock) {
        ReportSettings settings = new SmallRyeConfigBuilder()
                .withMapping(ReportSettings.class)
                .withDefaultValue("qingting.report.max-rows", Integer.toString(most))
                .build()
                .getConfigMapping(ReportSettings.class);
        return new Reports(pool, clock, settings);
    }
}
