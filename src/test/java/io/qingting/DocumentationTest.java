package io.qingting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What prose points at is there. */
class DocumentationTest {
    private static final Pattern PATH_IN_README =
            Pattern.compile("[`(]((?:src|frontend|k8s|\\.mvn|\\.ci)/[^`)\\s]*)[`)]");
    private static final Pattern LINK_IN_PACKAGE = Pattern.compile("\\{@link\\s+(io\\.qingting\\.[\\w.]+)");

    @Test
    void everyPathInTheReadmeExists() throws IOException {
        List<String> paths = matches(PATH_IN_README, Files.readString(Path.of("README.md")));
        assertThat(paths).hasSizeGreaterThan(8);
        for (String path : paths) assertThat(Path.of(path)).exists();
    }

    @Test
    void everyClassThatAPackageNamesExists() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.endsWith("package-info.java")).toList()) {
                for (String name : matches(LINK_IN_PACKAGE, Files.readString(file))) {
                    assertThat(Path.of("src/main/java", name.replace('.', '/') + ".java"))
                            .as("named in %s", file)
                            .exists();
                }
            }
        }
    }

    private static List<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) found.add(matcher.group(1));
        return found;
    }
}
