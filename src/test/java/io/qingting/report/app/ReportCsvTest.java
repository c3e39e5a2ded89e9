package io.qingting.report.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49", "-2", "@SUM(A1)", "＝1+1", "＠SUM(A1)", "\t=1", "\r=1"})
    void aNameThatASpreadsheetWouldRunIsDefused(String name) {
        assertThat(ReportCsv.safe(name)).isEqualTo("'" + name);
    }

    @Test
    void anOrdinaryNameStaysAsItIs() {
        assertThat(ReportCsv.safe("售后 after-sales")).isEqualTo("售后 after-sales");
        assertThat(ReportCsv.safe("")).isEmpty();
    }
}
