package io.qingting.report.app;

import io.qingting.board.domain.ScoreFigures;
import io.qingting.board.domain.ScoreFigures.Component;
import io.qingting.report.app.ReportTable.Cell;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.StarRanking;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A month's ranking as a table: each person with the parts of the score and their N; those who are not ranked come last. */
public final class StarTable implements FileTable {
    private static final List<String> PARTS =
            List.of("csat", "firstResponse", "response", "firstContactResolution", "quality");

    private final Stars.Answer answer;
    private final SiteConfiguration site;
    private final ReportWords words;

    /** @param language zh or en */
    public StarTable(Stars.Answer answer, SiteConfiguration site, String language) {
        this.answer = answer;
        this.site = site;
        this.words = new ReportWords(language);
    }

    @Override
    public String word(String key) {
        return words.word(key);
    }

    @Override
    public List<String> heads() {
        List<String> heads = new ArrayList<>();
        for (String name : List.of("place", "agent", "team", "score", "ratings", "answered", "note"))
            heads.add(word("star." + name));
        for (String part : PARTS) {
            String name = word("star.part." + part);
            heads.add(words.word("star.points", Map.of("name", name)));
            heads.add(words.word("part.n", Map.of("name", name)));
        }
        return heads;
    }

    @Override
    public void rows(Consumer<List<Cell>> writer) {
        StarRanking ranking = answer.ranking();
        for (StarRanking.Placed p : ranking.ranked())
            writer.accept(cells(new Cell.Count(p.place()), p.agentId(), new Cell.Number(p.score()), p.figures(), null));
        for (StarRanking.Unplaced u : ranking.notRanked())
            writer.accept(cells(Cell.BLANK, u.agentId(), Cell.BLANK, u.figures(), "star.tooSmall"));
    }

    private List<Cell> cells(Cell place, String agentId, Cell score, ScoreFigures figures, @Nullable String note) {
        List<Cell> cells = new ArrayList<>(List.of(
                place,
                new Cell.Text(site.agentName(agentId)),
                team(answer.teamOfAgent().get(agentId)),
                score,
                new Cell.Count(figures.ratings()),
                new Cell.Count(figures.answered()),
                note == null ? Cell.BLANK : new Cell.Text(word(note))));
        for (Component c : figures.components()) {
            Double value = c.value();
            cells.add(value == null ? Cell.BLANK : new Cell.Number(value));
            cells.add(new Cell.Count(c.n()));
        }
        return cells;
    }

    private Cell team(@Nullable String teamId) {
        if (teamId == null) return Cell.BLANK;
        Site.Team team = site.current().teams().get(teamId);
        return new Cell.Text(team == null ? teamId : team.name());
    }

    @Override
    public Map<String, String> about(String title) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put(word("about.title"), title);
        about.put(word("star.month"), answer.month().toString());
        about.put(word("star.state"), word("star.state." + Parameters.wire(answer.state())));
        about.put(word("about.zone"), site.current().zone().getId());
        about.put(
                word("about.position"), Long.toString(answer.facts().position().position()));
        about.put(word("about.version"), Integer.toString(Metric.VERSION));
        about.put(
                word("star.sample"),
                words.word(
                        "star.sampleText",
                        Map.of(
                                "ratings", Integer.toString(answer.score().minRollingRatings()),
                                "answered", Integer.toString(answer.score().minRollingAnswered()))));
        return about;
    }
}
