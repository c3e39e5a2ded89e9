package io.qingting.importing.app;

import io.qingting.importing.domain.InvalidMappingException;
import io.qingting.importing.domain.LogMapping;
import io.qingting.importing.domain.MappingProblem;
import io.qingting.importing.domain.MappingReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A mapping file in YAML. Every scalar is read as text: {@code 0:00:00}, {@code 007} and {@code no} are no numbers and no
 * booleans here. Anchors and merge keys work.
 */
public final class MappingFile {
    private static final int MOST_BYTES = 262_144;
    private static final int MOST_ALIASES = 200;
    private static final int DEEPEST = 20;

    private MappingFile() {}

    /** Throws {@link InvalidMappingException} where the file is absent, no YAML or no mapping. */
    public static LogMapping read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES)
                throw invalid("the file is larger than 256 KiB", "Check that it is the mapping and not the log");
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw invalid("there is no file " + file, "Check the path given with --mapping");
        } catch (CharacterCodingException e) {
            throw invalid("the file is not in UTF-8", "Save it as UTF-8");
        } catch (IOException e) {
            throw invalid("the file cannot be read: " + e, "Check its rights");
        }
    }

    /** A mapping from its text. */
    public static LogMapping parse(String yaml) {
        return MappingReader.read(tree(yaml));
    }

    private static @Nullable Object tree(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(MOST_BYTES);
        DumperOptions unused = new DumperOptions();
        Yaml reader = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new TextsOnly());
        try {
            return reader.load(yaml);
        } catch (YAMLException e) {
            throw invalid("the file is no YAML: " + e.getMessage(), "Correct the place that is named");
        } catch (ClassCastException | IllegalArgumentException e) {
            throw invalid("the file uses YAML that a mapping does not need", "Use plain groups, lists and texts");
        }
    }

    private static InvalidMappingException invalid(String reason, String remedy) {
        return new InvalidMappingException(List.of(new MappingProblem("", reason, remedy)));
    }

    private static final class TextsOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, Pattern.compile("^(?:<<)$"), "<");
        }
    }
}
