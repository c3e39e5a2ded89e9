package io.qingting.scenario.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.CanonicalEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenario files are what the model gives. Remake them with {@code -Dgolden.update}, and review the difference. */
class ScenarioFilesTest {
    private static final Path FILES = Path.of("src", "main", "resources", "scenarios");

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theFileIsWhatTheModelGivesForItsSeed(Scenario scenario) throws IOException {
        Path file = FILES.resolve(scenario.name() + ".jsonl");
        String made = scenario.events().stream().map(CanonicalEvent::json).collect(Collectors.joining("\n", "", "\n"));
        if (System.getProperty("golden.update") != null) Files.writeString(file, made);

        assertThat(Files.readString(file)).isEqualTo(made);
        assertThat(Files.size(file)).isBetween(100_000L, 2_000_000L);
    }

    @Test
    void theUntidyScenarioRepeatsAndMixesUpTheSameEvents() {
        Scenario untidy =
                Scenario.all().stream().filter(Scenario::untidy).findFirst().orElseThrow();
        Scenario tidy = new Scenario("tidy", untidy.plan(), untidy.from(), untidy.minutes(), false);

        List<CanonicalEvent> delivered = untidy.events();

        assertThat(new HashSet<>(delivered)).isEqualTo(new HashSet<>(tidy.events()));
        assertThat(delivered).hasSizeGreaterThan(tidy.events().size());
        assertThat(delivered.stream().map(CanonicalEvent::at).toList())
                .isNotEqualTo(
                        delivered.stream().map(CanonicalEvent::at).sorted().toList());
    }
}
