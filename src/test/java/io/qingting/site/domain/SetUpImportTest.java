package io.qingting.site.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetUpImportTest {
    private static final Site SITE = Site.unconfigured("site", ZoneOffset.UTC)
            .withTeams(Map.of("t1", new Site.Team("t1", "一组"), "t2", new Site.Team("t2", "二组")))
            .withQueues(Map.of("billing", new Site.Queue("billing", "账单", "Billing", "voice", "t1", null)))
            .withAgents(Map.of("amy", new Site.Agent("amy", "王芳", "t1", ShownAs.NONE, null)));

    private static SetUpImport agents(String csv) {
        return SetUpImport.agents(SITE, csv.getBytes(StandardCharsets.UTF_8), 100);
    }

    @Test
    void newAgentsAreAddedKnownOnesChangedAndOthersStay() {
        SetUpImport read = agents("id,name,teamId\r\nbob,李雷,t2\r\namy,王芳,二组\r\n");

        assertThat(read.faults()).isEmpty();
        assertThat(read.lines())
                .extracting(SetUpImport.Outcome::line, SetUpImport.Outcome::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, SetUpImport.Kind.ADDED),
                        org.assertj.core.groups.Tuple.tuple(3L, SetUpImport.Kind.CHANGED));
        assertThat(read.site().agents())
                .containsEntry("bob", new Site.Agent("bob", "李雷", "t2"))
                // A column that is missing leaves its field as it is.
                .containsEntry("amy", new Site.Agent("amy", "王芳", "t2", ShownAs.NONE, null));
    }

    @Test
    void aFileAsExcelWritesItInChinaIsRead() {
        String csv = "编号,名称,班组,显示方式\n小明,张小明,一组,化名\n";
        Site.Agent expected = new Site.Agent("小明", "张小明", "t1", ShownAs.PSEUDONYM, null);

        for (byte[] file : new byte[][] {
            csv.getBytes(Charset.forName("GBK")),
            csv.getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + csv).getBytes(StandardCharsets.UTF_8)
        }) {
            SetUpImport read = SetUpImport.agents(SITE, file, 100);
            assertThat(read.faults()).isEmpty();
            assertThat(read.site().agents()).containsEntry("小明", expected);
        }
    }

    @Test
    void anEmptyCellEmptiesTheFieldAndAMissingColumnLeavesIt() {
        SetUpImport emptied =
                SetUpImport.queues(SITE, "id,name,teamId\nbilling,账务,\n".getBytes(StandardCharsets.UTF_8), 9);

        assertThat(emptied.site().queues().get("billing"))
                .isEqualTo(new Site.Queue("billing", "账务", "Billing", "voice", null, null));
    }

    @Test
    void oneFaultKeepsTheWholeFileOutAndEachIsNamedByItsLine() {
        SetUpImport read = agents("id,name,teamId,shownAs\nbob,李雷,t9,full\n,无名,,\nbob,,t1,loud\n");

        assertThat(read.site()).isEqualTo(SITE);
        assertThat(read.faults())
                .containsExactly(
                        new SetUpCsv.Fault(2, SetUpFault.UNKNOWN_TEAM, "t9"),
                        new SetUpCsv.Fault(3, SetUpFault.ID, ""),
                        new SetUpCsv.Fault(4, SetUpFault.TWICE, "bob"),
                        new SetUpCsv.Fault(4, SetUpFault.NAME, ""),
                        new SetUpCsv.Fault(4, SetUpFault.UNKNOWN_SHOWN_AS, "loud"));
    }

    @Test
    void aFileThatIsNoneSaysWhy() {
        assertThat(agents("").faults()).containsExactly(new SetUpCsv.Fault(0, SetUpFault.EMPTY, ""));
        assertThat(agents("id,name\n").faults()).containsExactly(new SetUpCsv.Fault(0, SetUpFault.EMPTY, ""));
        assertThat(agents("id,phone\nx,y\n").faults())
                .containsExactly(
                        new SetUpCsv.Fault(1, SetUpFault.UNKNOWN_COLUMN, "phone"),
                        new SetUpCsv.Fault(1, SetUpFault.MISSING_COLUMN, "name"));
        assertThat(agents("id,name\nx,y,z\n").faults())
                .extracting(SetUpCsv.Fault::reason)
                .containsExactly(SetUpFault.NO_CSV);
        assertThat(SetUpImport.agents(SITE, new byte[] {(byte) 0xFF, (byte) 0xFF, 0}, 9)
                        .faults())
                .extracting(SetUpCsv.Fault::reason)
                .containsExactly(SetUpFault.ENCODING);
        assertThat(SetUpImport.agents(SITE, "id,name\nb,B\nc,C\n".getBytes(StandardCharsets.UTF_8), 2)
                        .faults())
                .containsExactly(new SetUpCsv.Fault(0, SetUpFault.TOO_MANY, "3"));
    }

    @Test
    void aQuoteThatDoesNotEndIsSaidWhereItBegins() {
        assertThat(agents("id,name\namy,王芳\nbob,\"李雷\ncid,C\ndan,D\n").faults())
                .containsExactly(new SetUpCsv.Fault(3, SetUpFault.NO_CSV, ""));
        assertThat(agents("id,name\nbob,\"李雷\n").faults())
                .containsExactly(new SetUpCsv.Fault(2, SetUpFault.NO_CSV, ""));
    }

    @Test
    void cellsMayBePartedBySemicolonsOrTabs() {
        for (String csv : List.of("id;name;teamId\nbob;李, 雷;t2\n", "编号\t名称\t班组\nbob\t李, 雷\t二组\n")) {
            assertThat(agents(csv).faults()).isEmpty();
            assertThat(agents(csv).site().agents()).containsEntry("bob", new Site.Agent("bob", "李, 雷", "t2"));
        }
    }

    @Test
    void tenThousandLinesAreReadAndEveryFaultAmongThemIsFound() {
        StringBuilder csv = new StringBuilder("id,name,teamId\n");
        for (int i = 0; i < 10_000; i++)
            csv.append('a').append(i).append(",A").append(i).append(i % 1_000 == 999 ? ",t9\n" : ",t1\n");

        SetUpImport read = SetUpImport.agents(SITE, csv.toString().getBytes(StandardCharsets.UTF_8), 20_000);

        assertThat(read.lines()).hasSize(10_000);
        assertThat(read.faults()).hasSize(10).contains(new SetUpCsv.Fault(1_001, SetUpFault.UNKNOWN_TEAM, "t9"));
    }

    @Test
    void aWorkbookOrTextOfAnotherEncodingIsNoFileToRead() {
        byte[] workbook = {'P', 'K', 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 33, 0};
        byte[] utf16 = "\uFEFFid\tname\nbob\t李雷\n".getBytes(StandardCharsets.UTF_16LE);
        for (byte[] file : List.of(workbook, utf16))
            assertThat(SetUpImport.agents(SITE, file, 9).faults())
                    .containsExactly(new SetUpCsv.Fault(0, SetUpFault.ENCODING, ""));
    }

    @Test
    void whatSpreadsheetsGuardFromBeingAFormulaIsReadWithoutItsApostrophe() {
        assertThat(agents("id,name\n'=1+1,'@home\n").site().agents()).containsKey("=1+1");
    }
}
