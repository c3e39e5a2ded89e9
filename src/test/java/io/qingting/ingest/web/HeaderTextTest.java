package io.qingting.ingest.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderTextTest {
    @Test
    void percentCodesAreUtf8() {
        assertThat(HeaderText.decode("Euro%20%E2%82%AC%20%F0%9F%98%80")).contains("Euro € 😀");
    }

    @Test
    void quotesAreRemovedBeforeDecoding() {
        assertThat(HeaderText.decode("\"a%20b\"")).contains("a b");
        assertThat(HeaderText.decode("\"a\\\"b\"")).contains("a\"b");
    }

    @Test
    void codesAreDecodedOnce() {
        assertThat(HeaderText.decode("%2525")).contains("%25");
    }

    @Test
    void invalidUtf8AndRawCharactersAreRefused() {
        assertThat(HeaderText.decode("%FF")).isEmpty();
        assertThat(HeaderText.decode("%E2%82")).isEmpty();
        assertThat(HeaderText.decode("é")).isEmpty();
    }

    @Test
    void aPercentSignThatBeginsNoCodeStandsForItself() {
        assertThat(HeaderText.decode("100%")).contains("100%");
        assertThat(HeaderText.decode("%zz")).contains("%zz");
    }
}
