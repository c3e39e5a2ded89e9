package io.qingting.importing.domain;

/** How a log writes lengths of time. */
public enum LengthUnit {
    MILLISECONDS(1),
    SECONDS(1_000),
    MINUTES(60_000),
    HOURS(3_600_000),
    /** {@code h:mm:ss} or {@code m:ss}. */
    CLOCK(0);

    private final long millis;

    LengthUnit(long millis) {
        this.millis = millis;
    }

    /** The length in milliseconds, rounded; not negative, at most ten years. */
    long millis(String text, String what) throws UnreadableRowException {
        double value;
        try {
            value = this == CLOCK ? clock(text) : Double.parseDouble(text) * millis;
        } catch (NumberFormatException e) {
            throw new UnreadableRowException(
                    what + " is no length of time: \"" + UnreadableRowException.shown(text) + '"');
        }
        if (!(value >= 0 && value <= 315_576_000_000d))
            throw new UnreadableRowException(what + " is out of range: \"" + UnreadableRowException.shown(text) + '"');
        return Math.round(value);
    }

    private static double clock(String text) {
        double seconds = 0;
        for (String part : text.split(":", -1)) seconds = seconds * 60 + Double.parseDouble(part);
        return seconds * 1_000;
    }
}
