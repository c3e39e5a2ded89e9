package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VaultTest {
    @Test
    void whatIsSealedOpensWhereItBelongsOnly() {
        Vault vault = new Vault(() -> "key-one");
        byte[] sealed = vault.seal("SEC-secret", "channel:1");

        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("SEC-secret");
        assertThat(vault.open(sealed, "channel:1")).isEqualTo("SEC-secret");
        assertThatThrownBy(() -> vault.open(sealed, "channel:2")).isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> vault.open(sealed, "channel:1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keysChangeWhileTheEarlierOneStaysForAWhile() {
        byte[] sealed = new Vault(() -> "key-one").seal("SEC-secret", "channel:1");
        byte[] signature = new Vault(() -> "key-one").sign("ack:1");
        Vault both = new Vault(() -> "key-two, key-one");

        assertThat(both.isCurrent(sealed)).isFalse();
        assertThat(both.open(sealed, "channel:1")).isEqualTo("SEC-secret");
        assertThat(both.isCurrent(both.seal("x", "channel:1"))).isTrue();
        assertThat(both.isSigned("ack:1", signature)).isTrue();
        assertThat(both.isSigned("ack:2", signature)).isFalse();
        assertThatThrownBy(() -> new Vault(() -> "key-two").open(sealed, "channel:1"))
                .hasMessageContaining("QINGTING_SECRET_KEY");
    }
}
