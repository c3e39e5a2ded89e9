package io.qingting.board.web;

import java.util.Arrays;
import java.util.Optional;

/** What a viewer may subscribe to. A topic has one newest state; a frame is that state. */
public sealed interface Topic {
    /** Site figures over one window, with one line a queue. */
    record Site(Window window) implements Topic {
        @Override
        public String name() {
            return "site?window=" + window.wireName();
        }
    }

    /** One queue over all windows. */
    record Queue(String queueId) implements Topic {
        @Override
        public String name() {
            return "queue:" + queueId;
        }
    }

    /** One team over all windows. */
    record Team(String teamId) implements Topic {
        @Override
        public String name() {
            return "team:" + teamId;
        }
    }

    /** One line an agent; without names and people's figures for a viewer of the floor. */
    record Agents() implements Topic {
        @Override
        public String name() {
            return "agents";
        }
    }

    /** Open alerts, worst first; without single people for a viewer of the floor. */
    record Alerts() implements Topic {
        @Override
        public String name() {
            return "alerts";
        }
    }

    /** Announcements that are shown now, as far as they are for the viewer. */
    record Announcements() implements Topic {
        @Override
        public String name() {
            return "announcements";
        }
    }

    /** One agent over all windows. */
    record Agent(String agentId) implements Topic {
        @Override
        public String name() {
            return "agent:" + agentId;
        }
    }

    /** The windows of the live board. */
    enum Window {
        M5("5m"),
        M15("15m"),
        M30("30m"),
        M60("60m"),
        TODAY("today");

        private final String wireName;

        Window(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    int MAX_ID_LENGTH = 200;

    /** The name on the wire; equal topics have equal names. */
    String name();

    /** Reads a topic's name; empty where there is no such topic. {@code site} alone means the last 30 minutes. */
    static Optional<Topic> parse(String name) {
        if (name.equals("site")) return Optional.of(new Site(Window.M30));
        if (name.equals("agents")) return Optional.of(new Agents());
        if (name.equals("alerts")) return Optional.of(new Alerts());
        if (name.equals("announcements")) return Optional.of(new Announcements());
        if (name.startsWith("site?window=")) {
            String wanted = name.substring("site?window=".length());
            return Arrays.stream(Window.values())
                    .filter(w -> w.wireName().equals(wanted))
                    .<Topic>map(Site::new)
                    .findFirst();
        }
        int colon = name.indexOf(':');
        if (colon < 0) return Optional.empty();
        String id = name.substring(colon + 1);
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH) return Optional.empty();
        return switch (name.substring(0, colon)) {
            case "queue" -> Optional.of(new Queue(id));
            case "team" -> Optional.of(new Team(id));
            case "agent" -> Optional.of(new Agent(id));
            default -> Optional.empty();
        };
    }
}
