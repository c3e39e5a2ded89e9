package io.qingting.site.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.site.app.SetUp;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.app.SiteConfiguration.Change;
import io.qingting.site.domain.SetUpCsv;
import io.qingting.site.domain.SetUpCsv.Column;
import io.qingting.site.domain.SetUpCsv.Fault;
import io.qingting.site.domain.SetUpImport;
import io.qingting.site.domain.SetUpImport.Kind;
import io.qingting.site.domain.ShownAs;
import io.qingting.site.domain.Site;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Queues and agents by CSV: a look at what a file would do, then all of it or nothing. */
@Path("/api/site/import/{id}")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
class SetUpImportResource {
    /** Most lines and most faults that an answer names one by one. */
    private static final int MOST_SHOWN = 500;

    private final SiteConfiguration configuration;
    private final SecurityIdentity identity;

    SetUpImportResource(SiteConfiguration configuration, SecurityIdentity identity) {
        this.configuration = configuration;
        this.identity = identity;
    }

    /**
     * @param applied true: it was done; false: it was only looked at
     * @param lines what lines do that add or change something, the first 500
     * @param faultCount of all; with any nothing can be done
     * @param faults the first 500
     * @param changesFigures true: a team changes, and the board is made anew from the log
     */
    record ImportJson(
            boolean applied,
            long added,
            long changed,
            long unchanged,
            List<LineJson> lines,
            long faultCount,
            List<FaultJson> faults,
            boolean changesFigures) {}

    /**
     * @param line from 1, the heading's
     * @param outcome added or changed
     */
    record LineJson(long line, String id, String name, String outcome) {}

    /**
     * @param line from 1, the heading's; 0: the whole file
     * @param reason a stable word such as unknownTeam
     * @param value that was found
     */
    record FaultJson(long line, String reason, String value, String detail) {}

    /**
     * @param kind {@code queues} or {@code agents}
     * @param apply false: only look
     */
    @POST
    @Consumes("text/csv")
    @Operation(
            summary = "Looks at a CSV of queues or agents, or applies it: all of it or nothing",
            description = "UTF-8 or GBK; a heading names the columns. What the file does not name stays.")
    public Uni<ImportJson> read(
            @PathParam("id") String kind,
            @QueryParam("apply") @DefaultValue("false") boolean apply,
            byte @Nullable [] file) {
        BiFunction<Site, byte[], SetUpImport> reader = reader(kind);
        byte[] given = file == null ? new byte[0] : file;
        if (!apply) {
            Site site = configuration.current();
            return Uni.createFrom().item(json(site, reader.apply(site, given), false));
        }
        SetUpImport[] done = new SetUpImport[1];
        Site[] from = new Site[1];
        return configuration
                .change(identity.getPrincipal().getName(), site -> {
                    SetUpImport read = reader.apply(site, given);
                    refuse(read.faults());
                    done[0] = read;
                    from[0] = site;
                    return new Change(read.site(), SetUp.imported(kind, site, read));
                })
                .map(site -> json(from[0], done[0], true));
    }

    private static BiFunction<Site, byte[], SetUpImport> reader(String kind) {
        return switch (kind) {
            case "queues" -> (site, file) -> SetUpImport.queues(site, file, SetUp.MOST_QUEUES);
            case "agents" -> (site, file) -> SetUpImport.agents(site, file, SetUp.MOST_AGENTS);
            default -> throw unknownKind();
        };
    }

    private static ProblemException unknownKind() {
        return new ProblemException(Problem.of(404, "not-found", "Not found", "Import queues or agents."));
    }

    private static void refuse(List<Fault> faults) {
        if (faults.isEmpty()) return;
        Fault first = faults.getFirst();
        String where = first.line() == 0 ? "" : "Line " + first.line() + ": ";
        throw new ProblemException(Problem.of(
                        400,
                        "invalid-file",
                        "The file cannot be used",
                        where + first.reason().detail() + " Nothing was changed.")
                .at("/file"));
    }

    private static ImportJson json(Site before, SetUpImport read, boolean applied) {
        return new ImportJson(
                applied,
                read.count(Kind.ADDED),
                read.count(Kind.CHANGED),
                read.count(Kind.UNCHANGED),
                read.lines().stream()
                        .filter(line -> line.kind() != Kind.UNCHANGED)
                        .limit(MOST_SHOWN)
                        .map(line -> new LineJson(
                                line.line(),
                                line.id(),
                                line.name(),
                                line.kind().name().toLowerCase(Locale.ROOT)))
                        .toList(),
                read.faults().size(),
                read.faults().stream()
                        .limit(MOST_SHOWN)
                        .map(fault -> new FaultJson(
                                fault.line(),
                                fault.reason().wireName(),
                                fault.value(),
                                fault.reason().detail()))
                        .toList(),
                !read.moved(before).isEmpty());
    }

    /** @param lang zh or en: of the heading */
    @GET
    @Path("/template.csv")
    @Produces("text/csv")
    @Operation(summary = "The heading, and what is configured now: a file to change and to import again")
    public Response template(@PathParam("id") String kind, @QueryParam("lang") @DefaultValue("zh") String lang) {
        List<Column> columns = switch (kind) {
            case "queues" -> SetUpCsv.QUEUES;
            case "agents" -> SetUpCsv.AGENTS;
            default -> throw unknownKind();
        };
        boolean english = lang.equals("en");
        // The mark tells spreadsheets that it is UTF-8.
        StringWriter text = new StringWriter().append('\uFEFF');
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(columns.stream()
                    .map(column -> english ? column.english() : column.chinese())
                    .toList());
            rows(kind, configuration.current()).forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Response.ok(text.toString().getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", "text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"" + kind + ".csv\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Stream<List<String>> rows(String kind, Site site) {
        return kind.equals("queues")
                ? site.queues().values().stream()
                        .sorted(Comparator.comparing(Site.Queue::queueId))
                        .map(queue ->
                                cells(queue.queueId(), queue.name(), queue.nameEn(), queue.channel(), queue.teamId()))
                : site.agents().values().stream()
                        .sorted(Comparator.comparing(Site.Agent::agentId))
                        .map(agent -> cells(
                                agent.agentId(),
                                agent.name(),
                                agent.teamId(),
                                text(agent.shownAs()),
                                agent.pseudonym()));
    }

    private static @Nullable String text(@Nullable ShownAs shownAs) {
        return shownAs == null ? null : shownAs.wireName();
    }

    /** A text that a spreadsheet would run as a formula gets an apostrophe, which the import takes away again. */
    private static List<String> cells(@Nullable String... texts) {
        return Stream.of(texts)
                .map(text -> text == null ? "" : text)
                .map(text -> !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text)
                .toList();
    }
}
