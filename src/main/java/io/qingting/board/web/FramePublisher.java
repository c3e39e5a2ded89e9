package io.qingting.board.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.qingting.access.domain.Sight;
import io.qingting.alert.app.OpenAlerts;
import io.qingting.announcement.app.OpenAnnouncements;
import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.Board;
import io.qingting.kernel.MachineClock;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.sla.app.BreachedContacts;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a topic gets a frame: at once when it changed after a quiet spell, then at most so many times a second; and
 * at once for a new viewer. Everything but {@link #heartbeat} runs on the board's thread, so a frame is one consistent state.
 */
@ApplicationScoped
class FramePublisher {
    private static final long NANOS_A_SECOND = 1_000_000_000L;
    /** Names, presence and ages of many agents: once a second is as fast as a person reads them. */
    private static final long AGENTS_INTERVAL_NANOS = NANOS_A_SECOND;
    /** Above this many topics, those without viewers are forgotten and start at n = 1 again. */
    private static final int MOST_STREAMS = 20_000;

    private final LiveBoard live;
    private final FanOut fanOut;
    private final FrameJson json;
    private final OpenAlerts alerts;
    private final OpenAnnouncements announcements;
    private final BreachedContacts breached;
    private final MachineClock clock;
    private final long intervalNanos;
    private final Map<StreamKey, Stream> streams = new HashMap<>();

    FramePublisher(
            LiveBoard live,
            FanOut fanOut,
            FrameJson json,
            OpenAlerts alerts,
            OpenAnnouncements announcements,
            BreachedContacts breached,
            SocketSettings settings,
            MachineClock clock) {
        this.live = live;
        this.fanOut = fanOut;
        this.json = json;
        this.alerts = alerts;
        this.announcements = announcements;
        this.breached = breached;
        this.clock = clock;
        this.intervalNanos = NANOS_A_SECOND / settings.framesPerSecond();
    }

    /** One topic with viewers: its count of frames, what it showed last, and when. */
    private static final class Stream {
        private final Set<Viewer> viewers = new HashSet<>();
        /** The event loops of the viewers, with their number: a frame goes only where somebody is. */
        private final Map<EventLoop, Integer> loops = new IdentityHashMap<>();

        private long n;
        private long shownVersion = Long.MIN_VALUE;
        private long sentNanos;
        private @Nullable EncodedFrame newest;

        void join(Viewer viewer) {
            if (viewers.add(viewer)) loops.merge(viewer.eventLoop(), 1, Integer::sum);
        }

        void leave(Viewer viewer) {
            if (!viewers.remove(viewer)) return;
            loops.computeIfPresent(viewer.eventLoop(), (loop, count) -> count == 1 ? null : count - 1);
            if (!viewers.isEmpty() || newest == null) return;
            newest.release();
            newest = null;
        }

        /** Adds a frame, with a reference for each, to what the loops of the viewers are given. */
        void address(EncodedFrame frame, Map<EventLoop, List<EncodedFrame>> frames) {
            for (EventLoop loop : loops.keySet()) {
                frames.computeIfAbsent(loop, l -> new ArrayList<>()).add(frame.retain());
            }
        }
    }

    void start(@Observes StartupEvent event) {
        live.onChange(this::publish);
        alerts.onChange(() -> live.execute(this::publish));
        announcements.onChange(() -> live.execute(this::publish));
        breached.onChange(() -> live.execute(this::publish));
    }

    /** Names and targets may be others now: screens learn it by the version in the next frame, on a quiet floor too. */
    void reconfigured(@Observes SiteConfiguration.Changed change) {
        live.execute(board -> {
            streams.values().forEach(stream -> stream.shownVersion = Long.MIN_VALUE);
            publish(board);
        });
    }

    /** A viewer's whole set of topics; empty when it left. From any thread. */
    void subscribed(Viewer viewer, Set<StreamKey> wanted) {
        live.execute(board -> {
            streams.forEach((key, stream) -> {
                if (!wanted.contains(key)) stream.leave(viewer);
            });
            for (StreamKey key : wanted) first(board, viewer, key);
            forgetIdle();
        });
    }

    /** Numbers go on where they stopped when a topic gets viewers again, so idle streams are kept, up to a limit. */
    private void forgetIdle() {
        if (streams.size() <= MOST_STREAMS) return;
        streams.values().removeIf(stream -> stream.viewers.isEmpty());
    }

    private void first(Board board, Viewer viewer, StreamKey key) {
        Stream stream = streams.computeIfAbsent(key, k -> new Stream());
        stream.join(viewer);
        long now = clock.nanoTime();
        EncodedFrame newest = stream.newest;
        if (newest == null || now - stream.sentNanos > interval(key)) {
            Map<EventLoop, List<EncodedFrame>> frames = new IdentityHashMap<>();
            stream.address(next(board, key, stream, now), frames);
            fanOut.deliver(frames);
        } else {
            fanOut.deliverTo(viewer, newest.retain());
        }
    }

    private void publish(Board board) {
        long now = clock.nanoTime();
        Map<EventLoop, List<EncodedFrame>> due = new IdentityHashMap<>();
        streams.forEach((key, stream) -> {
            if (stream.viewers.isEmpty() || now - stream.sentNanos < interval(key)) return;
            if (version(board, key) != stream.shownVersion) stream.address(next(board, key, stream, now), due);
        });
        fanOut.deliver(due);
    }

    /** The next frame of a stream, which keeps the one reference that there is. */
    private EncodedFrame next(Board board, StreamKey key, Stream stream, long nowNanos) {
        if (stream.newest != null) stream.newest.release();
        stream.n++;
        stream.sentNanos = nowNanos;
        stream.shownVersion = version(board, key);
        EncodedFrame frame = EncodedFrame.of(key, json.frame(board, key, stream.n));
        stream.newest = frame;
        return frame;
    }

    private long interval(StreamKey key) {
        return key.topic() instanceof Topic.Agents ? AGENTS_INTERVAL_NANOS : intervalNanos;
    }

    private long version(Board board, StreamKey key) {
        return switch (key.topic()) {
            case Topic.Site site -> board.siteVersion();
            case Topic.Queue queue -> board.queueVersion(queue.queueId());
            case Topic.Team team ->
                key.sight().equals(Sight.EVERYBODY) || board.isCrowd(team.teamId())
                        ? board.teamVersion(team.teamId())
                        : 0;
            case Topic.Agents agents -> board.agentsVersion();
            // Neither ever falls, so that their sum tells of each change.
            case Topic.Alerts open ->
                alerts.current().version() + breached.current().version();
            case Topic.Announcements shown -> announcements.current().version() + teamsVersion(board, key.sight());
            // What is not shown tells nothing by its changes either.
            case Topic.Agent agent ->
                key.sight().reaches(agent.agentId(), board.teamOf(agent.agentId()))
                        ? board.agentVersion(agent.agentId())
                        : 0;
        };
    }

    /** Which announcements are for an agent depends on its team, too. */
    private static long teamsVersion(Board board, Sight sight) {
        if (!(sight instanceof Sight.Own own) || own.ownAgentId() == null) return 0;
        String team = board.teamOf(own.ownAgentId());
        return team == null ? 0 : (long) team.hashCode() << Integer.SIZE;
    }

    /** A heartbeat as it goes on the wire; the caller owns it. From any thread. */
    ByteBuf heartbeat() {
        return EncodedFrame.textFrame(json.heartbeat());
    }
}
