package io.qingting.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a build, a JDK and a Node.js that only pretend. */
class LauncherTest {
    @TempDir
    Path home;

    private record Run(int code, String out, String err) {}

    @BeforeEach
    void aCheckout() throws IOException {
        Files.createDirectories(home.resolve(".mvn"));
        Files.copy(Path.of("qingting"), home.resolve("qingting"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Path.of(".mvn", "find-jdk.sh"), home.resolve(".mvn/find-jdk.sh"));
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("frontend/src"));
        script("jdk/bin/java", "echo \"java ran: $*\"");
        script("jdk/bin/javac", "exit 0");
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"21.0.1\"\n");
        script("bin/node", "echo v20.11.0");
        script("bin/npm", "exit 0");
    }

    @Test
    void aFirstStartBuildsShowsItsStepsAndStartsTheApplication() throws Exception {
        script("mvnw", """
                echo '[INFO] --- compiler:3.15.0:compile (default-compile) @ qingting ---'
                mkdir -p "$(dirname "$0")/target/quarkus-app"
                echo built >> "$(dirname "$0")/builds"
                touch "$(dirname "$0")/target/quarkus-app/quarkus-run.jar"
                """);

        Run first = run("start", "--port", "8099");

        assertThat(first.code()).isZero();
        assertThat(first.out()).contains("Building Qingting", "java ran:", "quarkus-run.jar start --port 8099");

        Run second = run("start");

        assertThat(second.code()).isZero();
        assertThat(second.out()).doesNotContain("Building").contains("java ran:");
        assertThat(Files.readAllLines(home.resolve("builds"))).hasSize(1);
    }

    @Test
    void aBuildThatFailsShowsItsEndAndStartsNothing() throws Exception {
        script("mvnw", """
                for i in $(seq 1 60); do echo "line $i"; done
                echo '[ERROR] it does not compile'
                exit 1
                """);

        Run run = run("start");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("[ERROR] it does not compile", "target/build.log")
                .doesNotContain("line 2\n");
        assertThat(run.out()).doesNotContain("java ran");
        assertThat(Files.readString(home.resolve("target/build.log"))).contains("line 2\n");
    }

    @Test
    void withoutNodeNothingIsBuiltAndOneSentenceSaysWhatIsMissing() throws Exception {
        script("bin/node", "echo v18.20.0");
        script("mvnw", "touch \"$(dirname \"$0\")/builds\"");

        Run run = run("start");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("Node.js 20");
        assertThat(home.resolve("builds")).doesNotExist();
    }

    @Test
    void anUnknownCommandIsRefusedWithTheWayToHelp() throws Exception {
        Run run = run("strat");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("strat", "help");
    }

    private void script(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Run run(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("qingting").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().merge("PATH", home.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Run(
                process.exitValue(), Files.readString(home.resolve("out")), Files.readString(home.resolve("err")));
    }
}
