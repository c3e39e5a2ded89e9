package io.qingting.report.app;

import io.qingting.access.domain.Sight;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportQuery.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which people's figures a question may tell. Who does not see everybody gets figures of own teams only, by the team that each
 * person is in now; whoever asks for others is told the same, whether they exist or not.
 */
final class ReportSight {
    private ReportSight() {}

    /** Whether a question needs the teams that people are in. */
    static boolean needsTeams(Sight sight, ReportQuery query) {
        return query.grouping() == Grouping.TEAM || isOfPeople(query) && !sight.equals(Sight.EVERYBODY);
    }

    private static boolean isOfPeople(ReportQuery query) {
        return query.subject() == Subject.AGENTS
                || query.grouping() == Grouping.AGENT
                || !query.agents().isEmpty();
    }

    /**
     * The question as far as it may be asked; fails with 403 where nothing is left of it.
     *
     * @param teamOfAgent as of now
     */
    static ReportQuery narrowed(Sight sight, ReportQuery query, Map<String, String> teamOfAgent) {
        if (!isOfPeople(query) || sight.equals(Sight.EVERYBODY)) return query;
        if (query.subject() == Subject.QUEUES && query.grouping() != Grouping.AGENT)
            throw forbidden("Ask for queues by agent, or without agents.");
        List<String> asked = query.agents();
        if (!asked.isEmpty()) {
            if (!asked.stream().allMatch(agent -> sight.reaches(agent, teamOfAgent.get(agent))))
                throw forbidden("Ask for agents of own teams only.");
            return query;
        }
        List<String> reached = new ArrayList<>(teamOfAgent.keySet());
        if (sight instanceof Sight.Own own && own.ownAgentId() != null && !reached.contains(own.ownAgentId()))
            reached.add(own.ownAgentId());
        reached.removeIf(agent -> !sight.reaches(agent, teamOfAgent.get(agent)));
        if (reached.isEmpty()) throw forbidden("None of the known agents is of your teams.");
        return query.of(reached.stream().sorted().toList());
    }

    /**
     * Whether rows that stand on fewer than five people are withheld: those of teams, and sums over the people of own teams.
     * Who names people sees each of them anyway.
     */
    static boolean isOfGroups(Sight sight, ReportQuery asked) {
        if (asked.subject() == Subject.QUEUES) return false;
        if (asked.grouping() == Grouping.TEAM) return true;
        return asked.grouping() != Grouping.AGENT && asked.agents().isEmpty() && !sight.equals(Sight.EVERYBODY);
    }

    private static ProblemException forbidden(String remedy) {
        return new ProblemException(Problem.of(403, "forbidden", "Not allowed", remedy));
    }
}
