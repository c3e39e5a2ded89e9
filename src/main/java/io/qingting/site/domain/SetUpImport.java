package io.qingting.site.domain;

import io.qingting.event.domain.Channel;
import io.qingting.site.domain.SetUpCsv.Column;
import io.qingting.site.domain.SetUpCsv.Fault;
import io.qingting.site.domain.SetUpCsv.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a file would change in a site: all of them, or, where one cannot be used, nothing. Queues and agents that the
 * file does not name stay.
 *
 * @param site then; with faults the site as it is
 * @param lines what each line does; with faults those that could be read
 */
public record SetUpImport(Site site, List<Outcome> lines, List<Fault> faults) {
    /** @param kind added, changed or unchanged */
    public record Outcome(long line, String id, String name, Kind kind) {}

    public enum Kind {
        ADDED,
        CHANGED,
        UNCHANGED
    }

    private static final Map<String, String> SHOWN_AS = Map.of("全名", "full", "化名", "pseudonym", "不显示", "none");

    public static SetUpImport queues(Site site, byte[] file, int most) {
        Lines<Site.Queue> lines = new Lines<>(site, site.queues(), SetUpImport::queue);
        return lines.take(SetUpCsv.read(file, SetUpCsv.QUEUES), most)
                .map(all -> new SetUpImport(site.withQueues(all), lines.outcomes, List.of()))
                .orElseGet(() -> new SetUpImport(site, lines.outcomes, lines.faults));
    }

    public static SetUpImport agents(Site site, byte[] file, int most) {
        Lines<Site.Agent> lines = new Lines<>(site, site.agents(), SetUpImport::agent);
        return lines.take(SetUpCsv.read(file, SetUpCsv.AGENTS), most)
                .map(all -> new SetUpImport(site.withAgents(all), lines.outcomes, List.of()))
                .orElseGet(() -> new SetUpImport(site, lines.outcomes, lines.faults));
    }

    public long count(Kind kind) {
        return lines.stream().filter(line -> line.kind() == kind).count();
    }

    /** Agents who belong to another team than before, or to one for the first time. */
    public List<Site.Agent> moved(Site before) {
        return site.agents().values().stream()
                .filter(agent -> !Objects.equals(agent.teamId(), before.teamOf(agent.agentId())))
                .sorted(Comparator.comparing(Site.Agent::agentId))
                .toList();
    }

    private static Site.Queue queue(Lines<Site.Queue> lines, Line line) {
        Site.Queue before = lines.before(line);
        String english = line.cell(Column.NAME_EN, before == null ? null : before.nameEn());
        if (english != null && Texts.nameFault(english).isPresent()) lines.fault(line, SetUpFault.NAME, english);
        return new Site.Queue(
                line.id(),
                line.name(),
                english,
                lines.channel(line, before == null ? null : before.channel()),
                lines.team(line, before == null ? null : before.teamId()),
                before == null ? null : before.targets());
    }

    private static Site.Agent agent(Lines<Site.Agent> lines, Line line) {
        Site.Agent before = lines.before(line);
        String pseudonym = line.cell(Column.PSEUDONYM, before == null ? null : before.pseudonym());
        if (pseudonym != null && Texts.nameFault(pseudonym).isPresent()) lines.fault(line, SetUpFault.NAME, pseudonym);
        return new Site.Agent(
                line.id(),
                line.name(),
                lines.team(line, before == null ? null : before.teamId()),
                lines.shownAs(line, before == null ? null : before.shownAs()),
                pseudonym);
    }

    /** The lines of one file, with what came of them. */
    private static final class Lines<T> {
        private final Site site;
        private final Map<String, T> present;
        private final BiFunction<Lines<T>, Line, T> value;
        private final Map<String, String> teams = new HashMap<>();
        private final List<Outcome> outcomes = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();

        Lines(Site site, Map<String, T> present, BiFunction<Lines<T>, Line, T> value) {
            this.site = site;
            this.present = present;
            this.value = value;
            // By name too, as people write it; the id wins where one team is called as another's id.
            site.teams().values().forEach(team -> teams.putIfAbsent(team.name(), team.teamId()));
            site.teams().keySet().forEach(id -> teams.put(id, id));
        }

        Optional<Map<String, T>> take(SetUpCsv.Read read, int most) {
            faults.addAll(read.faults());
            Map<String, T> all = new HashMap<>(present);
            Set<String> seen = new HashSet<>();
            for (Line line : read.lines()) take(line, all, seen);
            if (all.size() > most) faults.add(new Fault(0, SetUpFault.TOO_MANY, Integer.toString(all.size())));
            return faults.isEmpty() ? Optional.of(all) : Optional.empty();
        }

        private void take(Line line, Map<String, T> all, Set<String> seen) {
            if (Texts.idFault(line.id()).isPresent()) fault(line, SetUpFault.ID, line.id());
            else if (!seen.add(line.id())) fault(line, SetUpFault.TWICE, line.id());
            if (Texts.nameFault(line.name()).isPresent()) fault(line, SetUpFault.NAME, line.name());
            T after = value.apply(this, line);
            T before = all.put(line.id(), after);
            Kind kind = before == null ? Kind.ADDED : before.equals(after) ? Kind.UNCHANGED : Kind.CHANGED;
            outcomes.add(new Outcome(line.line(), line.id(), line.name(), kind));
        }

        @Nullable
        T before(Line line) {
            return present.get(line.id());
        }

        void fault(Line line, SetUpFault reason, String found) {
            faults.add(new Fault(line.line(), reason, found.length() > 100 ? found.substring(0, 100) + "…" : found));
        }

        @Nullable
        String team(Line line, @Nullable String before) {
            String given = line.cell(Column.TEAM, before);
            if (given == null) return null;
            String id = teams.get(given);
            if (id == null) fault(line, SetUpFault.UNKNOWN_TEAM, given);
            return id;
        }

        /** By its name on the wire, or by what the site calls it. */
        @Nullable
        String channel(Line line, @Nullable String before) {
            String given = line.cell(Column.CHANNEL, before);
            if (given == null) return null;
            Optional<String> known = Arrays.stream(Channel.values())
                    .map(Channel::wireName)
                    .filter(given::equalsIgnoreCase)
                    .findFirst()
                    .or(() -> site.settings().channels().stream()
                            .filter(word -> given.equals(word.name()) || given.equals(word.nameEn()))
                            .map(Word::code)
                            .findFirst());
            if (known.isEmpty()) fault(line, SetUpFault.UNKNOWN_CHANNEL, given);
            return known.orElse(null);
        }

        @Nullable
        ShownAs shownAs(Line line, @Nullable ShownAs before) {
            String given = line.cell(Column.SHOWN_AS, before == null ? null : before.wireName());
            if (given == null) return null;
            Optional<ShownAs> known = ShownAs.ofWireName(SHOWN_AS.getOrDefault(given, given));
            if (known.isEmpty()) fault(line, SetUpFault.UNKNOWN_SHOWN_AS, given);
            return known.orElse(null);
        }
    }
}
