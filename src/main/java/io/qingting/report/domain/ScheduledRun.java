package io.qingting.report.domain;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One mail that was due, and what became of it.
 *
 * @param attempts so far
 * @param finishedAt null: it is still to be sent
 * @param failure the last one; null: there was none
 */
public record ScheduledRun(
        long scheduleId,
        Instant dueAt,
        State state,
        int attempts,
        Instant firstAt,
        @Nullable Instant finishedAt,
        @Nullable Failure failure) {
    public enum State {
        WAITING,
        SENT,
        FAILED,
        /** Nobody was there to send it for a day after it was due. */
        MISSED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Failure {
        /** The history does not hold all that happened before it was due. */
        NOT_READY("notReady", false),
        MAIL_SERVER("mailServer", false),
        MAIL_ACCOUNT("mailAccount", false),
        MAIL_REFUSED("mailRefused", true),
        /** Whoever made the schedule may not read it any more. */
        NOT_ALLOWED("notAllowed", true),
        /** The view asks for what the reports do not answer. */
        REPORT("report", true),
        /** Too many reports at a time, or the database is away. */
        BUSY("busy", false);

        private final String wireName;
        private final boolean lasting;

        Failure(String wireName, boolean lasting) {
            this.wireName = wireName;
            this.lasting = lasting;
        }

        public String wireName() {
            return wireName;
        }

        /** To try again helps nothing. */
        public boolean isLasting() {
            return lasting;
        }
    }
}
