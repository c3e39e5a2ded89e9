package io.qingting.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAddressTest {
    @Test
    void aServerIsReachedWhereItListensAndOverLoopbackWhereItListensEverywhere() {
        assertThat(Server.address("127.0.0.1", 8191)).isEqualTo(URI.create("http://127.0.0.1:8191"));
        assertThat(Server.address("0.0.0.0", 80)).isEqualTo(URI.create("http://127.0.0.1:80"));
        assertThat(Server.address("::", 80)).isEqualTo(URI.create("http://127.0.0.1:80"));
        assertThat(Server.address("::1", 80)).isEqualTo(URI.create("http://[::1]:80"));
    }

    @Test
    void anImportFindsTheServerOfItsDataFolderAndNoneWhereNobodySaidSo(@TempDir Path folder) throws IOException {
        assertThat(Server.address(folder)).isEmpty();
        Files.writeString(folder.resolve("server.address"), "http://127.0.0.1:8191\n");
        assertThat(Server.address(folder)).contains(URI.create("http://127.0.0.1:8191"));
        Files.writeString(folder.resolve("server.address"), "not an address");
        assertThat(Server.address(folder)).isEmpty();
    }
}
