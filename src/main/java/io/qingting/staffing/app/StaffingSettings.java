package io.qingting.staffing.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** The hours that stand out: {@code qingting.staffing.*}. Limits are those of reports. */
@ConfigMapping(prefix = "qingting.staffing")
public interface StaffingSettings {
    /** Hours of the site's clock that stand out, such as {@code 10:00-12:00}. */
    @WithDefault("10:00-12:00,14:00-16:00")
    List<String> peaks();
}
