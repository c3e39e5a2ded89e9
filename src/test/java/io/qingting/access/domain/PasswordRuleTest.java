package io.qingting.access.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordRuleTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            short1234,                 at least 10
            aaaaaaaaaaaaaa,            different characters
            my-wang.fang-2026,         own name
            我是王芳王芳二三四五六七,     own name
            """)
    void whatAnybodyWouldTryFirstIsRefusedWithTheReason(String password, String reason) {
        assertThat(PasswordRule.fault(password, "wang.fang", "王芳王芳"))
                .hasValueSatisfying(fault -> assertThat(fault).contains(reason));
    }

    @ParameterizedTest
    @CsvSource({"correct horse battery", "三十六计走为上策也可以", "q7!xM2pL#z"})
    void aLongOneMayBeUsedInAnyScript(String password) {
        assertThat(PasswordRule.fault(password, "wang.fang", "王芳")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"correct horse battery"})
    void anAbsentLoginIsInNoPassword(String password) {
        assertThat(PasswordRule.fault(password, "", "")).isEmpty();
    }
}
