package io.qingting.board.domain;

/** What the present is to all cells of a board: the instant, the running minute, the business day. */
final class Horizon {
    static final int MINUTES = 60;
    static final long MINUTE_MILLIS = 60_000;

    private final BoardConfig config;
    private long now;
    private BusinessDay day;
    private long dayStartsAt;
    private long minute;
    private long floor;

    Horizon(BoardConfig config, long now) {
        this.config = config;
        this.now = now;
        this.day = BusinessDay.containing(now, config.zone(), config.dayStartHour());
        this.dayStartsAt = day.startsAt().toEpochMilli();
        remember();
    }

    /** Moves to a later instant; true where a new business day began. */
    boolean moveTo(long instant) {
        now = instant;
        boolean isNewDay = instant >= day.endsAt().toEpochMilli();
        if (isNewDay) {
            day = BusinessDay.containing(now, config.zone(), config.dayStartHour());
            dayStartsAt = day.startsAt().toEpochMilli();
        }
        remember();
        return isNewDay;
    }

    private void remember() {
        minute = minuteOf(now);
        floor = Math.min(dayStartsAt, startOf(Window.SIXTY_MINUTES));
    }

    long now() {
        return now;
    }

    BusinessDay day() {
        return day;
    }

    long dayStartsAt() {
        return dayStartsAt;
    }

    long minute() {
        return minute;
    }

    static long minuteOf(long at) {
        return Math.floorDiv(at, MINUTE_MILLIS);
    }

    /** First instant of a window that ends now. */
    long startOf(Window window) {
        return window == Window.TODAY ? dayStartsAt : (minute - window.minutes() + 1) * MINUTE_MILLIS;
    }

    /** Before this instant nothing is shown any more. */
    long floor() {
        return floor;
    }
}
