package io.qingting.alert.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reason to alert, as somebody noticed it. A new reason is a new record here, and the compiler lists every switch to
 * finish. Instants are the floor's time. Holds no customer data beyond the contact's key.
 */
public sealed interface Signal {
    /** The same cause is the same alert, however often it is signalled. */
    Cause cause();

    Severity severity();

    Subject subject();

    /** Since when it is so; of a breach: its deadline. */
    Instant since();

    /** How late it was noticed or is by now; zero where nothing is late. */
    default Duration lateness() {
        return Duration.ZERO;
    }

    /** What is told next while nobody acknowledges; in order of {@code after}. Empty: nothing. */
    List<EscalationStep> escalation();

    /**
     * True: signalled again after its end it is the same alert, opened again, because the promise is the same. False: a new
     * alert, because a figure that goes off again is another incident.
     */
    default boolean reopens() {
        return switch (this) {
            case TargetWarned warned -> true;
            case TargetBreached breached -> true;
            case FigureOff off -> false;
            case SourceSilent silent -> false;
            case FoldLagging lagging -> false;
            case ChannelBroken broken -> false;
            case HelpWanted help -> false;
        };
    }

    /** True: on screens only, never in a message. */
    default boolean isConsoleOnly() {
        return switch (this) {
            case FigureOff off -> off.consoleOnly();
            case SourceSilent silent -> silent.consoleOnly();
            case TargetWarned warned -> false;
            case TargetBreached breached -> false;
            case FoldLagging lagging -> false;
            case ChannelBroken broken -> false;
            case HelpWanted help -> false;
        };
    }

    /**
     * A running clock has used up its warning share.
     *
     * @param target name of the target, such as {@code answer}, {@code firstResponse}, {@code complaintFollowUp}
     * @param since the warning instant
     * @param due its deadline
     */
    record TargetWarned(
            Cause cause,
            Severity severity,
            Subject subject,
            String target,
            Instant since,
            Instant due,
            List<EscalationStep> escalation)
            implements Signal {
        public TargetWarned {
            escalation = List.copyOf(escalation);
        }
    }

    /**
     * A deadline passed while its clock ran.
     *
     * @param due the deadline: the breach instant
     * @param lateness from the deadline to when it was noticed: more after downtime
     */
    record TargetBreached(
            Cause cause,
            Severity severity,
            Subject subject,
            String target,
            Instant due,
            Duration lateness,
            List<EscalationStep> escalation)
            implements Signal {
        public TargetBreached {
            escalation = List.copyOf(escalation);
        }

        @Override
        public Instant since() {
            return due;
        }
    }

    /**
     * A figure is beyond its rule's threshold for as long as the rule says.
     *
     * @param rule name of the rule as people chose it, or the metric's where they chose none
     * @param metric its name as METRICS.md has it, such as {@code longestWaitSeconds}
     * @param value of the figure when the rule fired, in the metric's unit (ratios 0 … 1)
     * @param threshold in the same unit
     * @param sample the N beside a ratio or mean; 0 where there is none
     * @param category of complaints, where the figure is of one; null: it is not
     * @param period first and last business day of a figure of whole periods, such as {@code 2026-08-03/2026-08-09}; null: it is
     *     of a moment or a live window
     * @param since when the figure went beyond the threshold
     * @param consoleOnly on screens only, never in a message
     * @param again an earlier alert of the cause was ended by hand, and the figure stayed as bad
     */
    record FigureOff(
            Cause cause,
            Severity severity,
            Subject subject,
            String rule,
            String metric,
            double value,
            double threshold,
            long sample,
            @Nullable String category,
            @Nullable String period,
            Instant since,
            boolean consoleOnly,
            boolean again,
            List<EscalationStep> escalation)
            implements Signal {
        public FigureOff {
            escalation = List.copyOf(escalation);
        }
    }

    /**
     * A source sent neither event nor heartbeat for longer than it may.
     *
     * @param ruleId of the rule that watches it
     * @param since its last word
     * @param consoleOnly on screens only, never in a message
     * @param again an earlier alert of the cause was ended by hand, and the source stayed silent
     */
    record SourceSilent(
            String ruleId,
            Severity severity,
            String source,
            Instant since,
            boolean consoleOnly,
            boolean again,
            List<EscalationStep> escalation)
            implements Signal {
        public SourceSilent {
            escalation = List.copyOf(escalation);
        }

        @Override
        public Cause cause() {
            return Cause.ofSilence(ruleId, source);
        }

        @Override
        public Subject subject() {
            return Subject.ofSource(source);
        }
    }

    /**
     * The fold that settles clocks is behind the log, so that breaches may be called late.
     *
     * @param since receipt of the oldest event that it has not passed
     * @param lateness how far it is behind
     */
    record FoldLagging(Severity severity, Instant since, Duration lateness, List<EscalationStep> escalation)
            implements Signal {
        public FoldLagging {
            escalation = List.copyOf(escalation);
        }

        @Override
        public Cause cause() {
            return Cause.ofFoldLag();
        }

        @Override
        public Subject subject() {
            return Subject.SITE;
        }
    }

    /**
     * A channel takes no messages, until its settings are mended or its vendor answers again.
     *
     * @param channel name of the channel as people chose it
     * @param reason for people; never an address or a secret
     */
    record ChannelBroken(Severity severity, long channelId, String channel, String reason, Instant since)
            implements Signal {
        @Override
        public Cause cause() {
            return Cause.ofChannel(channelId);
        }

        @Override
        public Subject subject() {
            return Subject.SITE;
        }

        @Override
        public List<EscalationStep> escalation() {
            return List.of();
        }
    }

    /**
     * An agent calls for help.
     *
     * @param reason one of {@link HelpReason}, by its wire name
     */
    record HelpWanted(Severity severity, String agentId, String reason, Instant since) implements Signal {
        @Override
        public Cause cause() {
            return Cause.ofHelp(agentId);
        }

        @Override
        public Subject subject() {
            return Subject.ofAgent(agentId, null);
        }

        @Override
        public List<EscalationStep> escalation() {
            return List.of();
        }
    }
}
