package io.qingting.alert.domain;

import java.util.Arrays;
import java.util.Optional;

/** Why an alert was raised: the name of the signal's record. */
public enum AlertKind {
    TARGET_WARNED("targetWarned"),
    TARGET_BREACHED("targetBreached"),
    FIGURE_OFF("figureOff"),
    SOURCE_SILENT("sourceSilent"),
    FOLD_LAGGING("foldLagging"),
    CHANNEL_BROKEN("channelBroken"),
    HELP_WANTED("helpWanted");

    private final String wireName;

    AlertKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** True for promises to a single customer. */
    public boolean isOfTarget() {
        return this == TARGET_WARNED || this == TARGET_BREACHED;
    }

    public static Optional<AlertKind> ofWireName(String name) {
        return Arrays.stream(values()).filter(k -> k.wireName.equals(name)).findFirst();
    }
}
