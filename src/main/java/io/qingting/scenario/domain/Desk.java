package io.qingting.scenario.domain;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.PresenceState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One agent of the simulated floor: on duty or not, what is open, and what comes next. */
final class Desk {
    /** Chats side by side. */
    static final int CHATS = 3;

    final DemoSite.Agent agent;
    /** Factor on this agent's times: some are quicker. */
    final double pace;
    /** −1 … 1: how kindly customers rate this agent. */
    final double kindness;

    final List<Visit> open = new ArrayList<>();

    @Nullable
    Visit ringing;

    boolean onDuty;
    boolean wrappingUp;
    boolean paused;
    /** Leaves or takes a break as soon as nothing is open. */
    boolean leaving;

    @Nullable
    String breakReason;

    long breakMillis;
    long freeSince;
    PresenceState shown = PresenceState.OFFLINE;
    int presences;

    Desk(DemoSite.Agent agent, double pace, double kindness) {
        this.agent = agent;
        this.pace = pace;
        this.kindness = kindness;
    }

    boolean serves(Visit visit) {
        return agent.voice() == (visit.channel() == Channel.VOICE)
                && agent.queues().contains(visit.queueId);
    }

    boolean isIdle() {
        return open.isEmpty() && ringing == null && !wrappingUp;
    }

    /** Can take one more live contact now. */
    boolean isFree() {
        if (!onDuty || paused || leaving || breakReason != null || wrappingUp || ringing != null) return false;
        return open.size() < (agent.voice() ? 1 : CHATS);
    }

    /** Can take a letter: only with nothing else open, so that letters wait for quiet minutes. */
    boolean isFreeForLetters() {
        return isFree() && open.isEmpty();
    }

    PresenceState presence() {
        if (!onDuty) return PresenceState.OFFLINE;
        if (paused) return PresenceState.BREAK;
        if (wrappingUp) return PresenceState.WRAPUP;
        return open.isEmpty() ? PresenceState.AVAILABLE : PresenceState.BUSY;
    }
}
