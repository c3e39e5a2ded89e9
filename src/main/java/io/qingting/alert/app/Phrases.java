package io.qingting.alert.app;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Our words and templates in Chinese and English, and those that an administrator put in their place. Templates see texts
 * only, by the names that {@link #check} allows. No customer data.
 */
@ApplicationScoped
public class Phrases {
    private static final Set<String> OF_ALERTS = Set.of("title", "title.many", "line", "group");
    private static final Set<String> OF_DIGESTS = Set.of("digest.title", "digest.text");

    /** The templates that an administrator may change. */
    public static final Set<String> TEMPLATES =
            Stream.concat(OF_ALERTS.stream(), OF_DIGESTS.stream()).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> NAMES_OF_ALERTS = Set.of(
            "site", "severity", "queue", "what", "verb", "since", "late", "figure", "contact", "ids", "count", "delay");
    private static final Set<String> NAMES_OF_DIGESTS = Set.of(
            "site",
            "shift",
            "day",
            "period",
            "queue",
            "offered",
            "answered",
            "limit",
            "within",
            "abandoned",
            "csat",
            "open",
            "critical",
            "breaches");

    private static final int MOST_CACHED = 200;
    private static final long SECONDS_A_MINUTE = 60;
    private static final long SECONDS_AN_HOUR = 3_600;

    private final Map<String, Properties> words = Map.of("zh", load("zh"), "en", load("en"));
    /** Without the resolver that calls methods of Java objects: a template reads texts and nothing else. */
    private final Engine engine = Engine.builder().addDefaults().build();

    private final Map<String, Template> parsed = new ConcurrentHashMap<>();

    private static Properties load(String language) {
        String name = "/alerts/" + language + ".properties";
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(Phrases.class.getResourceAsStream(name)), StandardCharsets.UTF_8)) {
            Properties found = new Properties();
            found.load(in);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + name + " cannot be read", e);
        }
    }

    private Properties words(String language) {
        Properties found = words.get(language);
        return found == null ? Objects.requireNonNull(words.get("zh")) : found;
    }

    /** @throws IllegalArgumentException where there is none */
    String word(String language, String key) {
        String found = words(language).getProperty(key);
        if (found == null) throw new IllegalArgumentException("no word for " + key);
        return found;
    }

    String word(String language, String key, String otherwise) {
        return words(language).getProperty(key, otherwise);
    }

    /** The template that holds where nobody changed it. */
    public String shipped(String language, String template) {
        return word(language, template);
    }

    /** @return what is wrong with a template's text, such as a name that there is not; null: nothing */
    public @Nullable String check(String template, String text) {
        Set<String> names = OF_DIGESTS.contains(template) ? NAMES_OF_DIGESTS : NAMES_OF_ALERTS;
        Map<String, String> sample = names.stream().collect(Collectors.toMap(name -> name, name -> name));
        try {
            engine.parse(text).data(sample).render();
            return null;
        } catch (TemplateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A phrase of ours, such as that of a button. */
    public String phrase(String language, String name, Map<String, ?> data) {
        return render(word(language, name), data);
    }

    /** By the template of that name: an administrator's where there is one. */
    String written(Voice voice, String name, Map<String, ?> data) {
        String own = voice.own().get(name);
        if (own != null) {
            try {
                return render(own, data);
            } catch (TemplateException e) {
                // A template that fails must not keep an alert from being told: ours takes its place.
                return phrase(voice.language(), name, data);
            }
        }
        return phrase(voice.language(), name, data);
    }

    private String render(String template, Map<String, ?> data) {
        if (parsed.size() > MOST_CACHED) parsed.clear();
        return parsed.computeIfAbsent(template, engine::parse).data(data).render();
    }

    /** A length of time in the unit that is read most easily. */
    String length(String language, long seconds) {
        if (seconds < 2 * SECONDS_A_MINUTE) return count(language, "seconds", seconds);
        if (seconds < 2 * SECONDS_AN_HOUR) return count(language, "minutes", seconds / SECONDS_A_MINUTE);
        return count(language, "hours", seconds / SECONDS_AN_HOUR);
    }

    /** A number with its unit. */
    String count(String language, String unit, long n) {
        return phrase(language, unit, Map.of("n", Long.toString(n)));
    }
}
