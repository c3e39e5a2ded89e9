package io.qingting.importing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qingting.importing.app.MappingFile;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MappingReaderTest {
    private static final String GOOD = """
            name: my-log
            zone: Asia/Shanghai
            times:
              happened: {column: time, format: yyyy-MM-dd HH:mm:ss}
            fields:
              contactId: id
              channel: {value: voice}
            events:
              - {type: contact.enqueued, at: happened}
            """;

    @Test
    void aSmallMappingIsRead() {
        LogMapping mapping = MappingFile.parse(GOOD);

        assertThat(mapping.source()).isEqualTo("/connectors/my-log");
        assertThat(mapping.events()).hasSize(1);
        assertThat(mapping.missingIn(Row.Columns.of(List.of("time")))).containsExactly("id");
    }

    @Test
    void aMisspeltKeyIsNamedWithTheKeyThatWasMeant() {
        assertThat(problems(GOOD.replace("zone:", "zonee:")))
                .contains("zonee: is no key of a mapping. Did you mean zone.")
                .contains("zone: is missing. Name the zone of the log's local times, such as Asia/Shanghai.");
    }

    @Test
    void anUnknownFieldOrTypeOrInstantIsNamed() {
        assertThat(problems(GOOD.replace("contactId: id", "contctId: id")))
                .contains("fields.contctId: is no field of an event. Did you mean contactId.");
        assertThat(problems(GOOD.replace("contact.enqueued", "contact.enqueue")))
                .contains(
                        "events[0].type: is \"contact.enqueue\", which is no event type. Did you mean contact.enqueued.");
        assertThat(problems(GOOD.replace("at: happened", "at: hapened")))
                .contains("events[0].at: refers to \"hapened\", which is not declared above. Did you mean happened.");
    }

    @Test
    void aConstantThatTheFieldCannotHoldIsAProblemOfTheMapping() {
        assertThat(problems(GOOD.replace("value: voice", "value: phone")))
                .singleElement()
                .asString()
                .startsWith("fields.channel: gives a value that the field cannot hold: channel is \"phone\"");
    }

    @Test
    void aWrongPatternZoneAndCharsetAreNamedTogether() {
        String bad = GOOD.replace("yyyy-MM-dd HH:mm:ss", "yyyy-bb").replace("Asia/Shanghai", "Moon/Base")
                + "format: {charset: KLINGON-8}\n";

        assertThat(problems(bad)).hasSize(3);
    }

    @Test
    void textsThatLookLikeNumbersOrBooleansStayTexts() {
        LogMapping mapping = MappingFile.parse(GOOD + "skip:\n  - {reason: none, when: {a: 0:00:00, b: no, c: 007}}\n");

        assertThat(mapping.skips().get(0).when().tests())
                .flatExtracting(Condition.Test::checks)
                .containsExactly(
                        new Condition.Check.Is(List.of("0:00:00")),
                        new Condition.Check.Is(List.of("no")),
                        new Condition.Check.Is(List.of("007")));
    }

    @Test
    void brokenYamlAndRepeatedKeysAreRefusedReadably() {
        assertThat(problems("name: [")).singleElement().asString().startsWith("the file is no YAML");
        assertThat(problems(GOOD + "name: again\n")).singleElement().asString().contains("duplicate key");
        assertThat(problems("")).anyMatch(p -> p.startsWith("is empty or no group of keys"));
    }

    @Property(tries = 500)
    void aHostileTreeGivesProblemsAndNeverAnotherError(@ForAll("trees") Object tree) {
        try {
            MappingReader.read(tree);
        } catch (InvalidMappingException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    @Property(tries = 500)
    void aCutOrGarbledMappingGivesProblemsAndNeverAnotherError(@ForAll int cut, @ForAll char garbage) {
        int at = Math.floorMod(cut, GOOD.length());
        try {
            MappingFile.parse(GOOD.substring(0, at) + garbage + GOOD.substring(at + 1));
        } catch (InvalidMappingException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<Object> trees() {
        Arbitrary<String> words = Arbitraries.of(
                "name",
                "zone",
                "times",
                "events",
                "type",
                "at",
                "when",
                "column",
                "format",
                "fields",
                "channel",
                "plus",
                "unit",
                "value",
                "latest",
                "skip",
                "reason",
                "columns",
                "delimiter",
                "none",
                "",
                "contact.closed",
                "\0");
        Arbitrary<Object> leaves = words.map(w -> w);
        Arbitrary<Object> nodes = leaves;
        for (int depth = 0; depth < 4; depth++) {
            Arbitrary<Object> below = nodes;
            Arbitrary<Object> maps = Arbitraries.maps(words, below).ofMaxSize(6).map(m -> m);
            Arbitrary<Object> lists = below.list().ofMaxSize(3).map(l -> l);
            nodes = Arbitraries.oneOf(leaves, maps, lists);
        }
        Arbitrary<Map<String, Object>> roots = Arbitraries.maps(words, nodes).ofMaxSize(10);
        return roots.map(m -> m);
    }

    private static List<String> problems(String yaml) {
        InvalidMappingException invalid =
                catchThrowableOfType(InvalidMappingException.class, () -> MappingFile.parse(yaml));
        assertThat(invalid).isNotNull();
        return invalid.problems().stream().map(MappingProblem::toString).toList();
    }
}
