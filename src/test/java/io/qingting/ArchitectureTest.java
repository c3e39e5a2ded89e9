package io.qingting;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may import whom, as the README's map says. */
class ArchitectureTest {
    private static final String ROOT = "io.qingting.";

    /** Features from left to right: each may use those of smaller rank. Features of one rank know nothing of each other. */
    private static final Map<String, Integer> RANK = Map.ofEntries(
            Map.entry("kernel", 0),
            Map.entry("event", 1),
            Map.entry("access", 2),
            Map.entry("alert", 3),
            Map.entry("site", 4),
            Map.entry("announcement", 5),
            Map.entry("contact", 5),
            Map.entry("sla", 6),
            Map.entry("board", 7),
            Map.entry("ingest", 7),
            Map.entry("history", 7),
            Map.entry("report", 8),
            Map.entry("explain", 9),
            Map.entry("agent", 9),
            Map.entry("appeal", 9),
            Map.entry("importing", 9),
            Map.entry("rule", 9),
            Map.entry("staffing", 9),
            Map.entry("scenario", 10),
            Map.entry("config", 11));

    /** What a sub-package may import of its own feature. */
    private static final Map<String, Set<String>> LAYERS = Map.of(
            "domain", Set.of("domain"),
            "store", Set.of("store", "domain"),
            "channel", Set.of("channel", "domain"),
            "app", Set.of("app", "domain", "store", "channel"),
            "web", Set.of("web", "app", "domain", "store"));

    /** Libraries without I/O or clock that the domain may use. */
    private static final List<String> PURE_LIBRARIES = List.of(
            "com.datadoghq.sketch",
            "org.apache.commons.statistics",
            "org.apache.commons.rng",
            "de.siegmar.fastcsv",
            "com.fasterxml.jackson");

    private static JavaClasses classes;

    @BeforeAll
    static void readTheClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.qingting");
    }

    @Test
    void theDomainKnowsNoFramework() {
        classes()
                .that()
                .resideInAnyPackage("io.qingting..domain..", "io.qingting.kernel..")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe("are pure", ArchitectureTest::isPure))
                .check(classes);
    }

    private static boolean isPure(JavaClass type) {
        String name = type.getPackageName();
        boolean ofTheLanguage =
                name.startsWith("java.") && !name.startsWith("java.sql") && !name.startsWith("java.net");
        return type.isPrimitive()
                || type.isArray()
                || ofTheLanguage
                || name.startsWith("org.jspecify")
                || PURE_LIBRARIES.stream().anyMatch(name::startsWith)
                || name.matches("io\\.qingting\\.(kernel|.*\\.domain)(\\..*)?");
    }

    @Test
    void arrowsGoLeftAndDownOnly() {
        classes()
                .should(new ArchCondition<JavaClass>("import only what the map allows") {
                    @Override
                    public void check(JavaClass from, ConditionEvents events) {
                        from.getDirectDependenciesFromSelf()
                                .forEach(d -> wrong(from, d.getTargetClass())
                                        .ifPresent(why -> events.add(
                                                SimpleConditionEvent.violated(from, why + ": " + d.getDescription()))));
                    }
                })
                .check(classes);
    }

    private static Optional<String> wrong(JavaClass from, JavaClass to) {
        if (!from.getPackageName().startsWith(ROOT) || !to.getPackageName().startsWith(ROOT)) return Optional.empty();
        String fromFeature = part(from, 0);
        String toFeature = part(to, 0);
        String fromLayer = part(from, 1);
        String toLayer = part(to, 1);
        if (!RANK.containsKey(fromFeature))
            return Optional.of("the feature " + fromFeature + " has no place in the order");
        if (fromFeature.equals(toFeature)) {
            boolean allowed = fromLayer.equals(toLayer)
                    || LAYERS.getOrDefault(fromLayer, Set.of()).contains(toLayer);
            return allowed ? Optional.empty() : Optional.of(fromLayer + " must not use " + toLayer);
        }
        if (RANK.get(fromFeature) <= RANK.getOrDefault(toFeature, Integer.MAX_VALUE)) {
            return Optional.of(fromFeature + " must not know " + toFeature);
        }
        boolean reachesIn = !toLayer.isEmpty() && !toLayer.equals("domain") && !toLayer.equals("app");
        return reachesIn ? Optional.of("no reach into another feature's " + toLayer) : Optional.empty();
    }

    /** The n-th part of the package name below the root, or nothing. */
    private static String part(JavaClass type, int n) {
        String[] parts = type.getPackageName().substring(ROOT.length()).split("\\.", -1);
        return n < parts.length ? parts[n] : "";
    }

    @Test
    void theClockIsAnArgument() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.qingting.config..")
                .should()
                .callMethodWhere(calls("read the machine's clock", ArchitectureTest::readsTheClock))
                .check(classes);
    }

    private static boolean readsTheClock(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        String name = call.getName();
        if (owner.equals("java.lang.System")) return name.equals("currentTimeMillis") || name.equals("nanoTime");
        if (owner.equals("java.time.Clock")) return name.startsWith("system");
        return owner.startsWith("java.time.")
                && name.equals("now")
                && call.getTarget().getRawParameterTypes().isEmpty();
    }

    @Test
    void nothingWaitsOnAThreadButTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.qingting.config..", "io.qingting.importing.app..", "io.qingting.scenario.app..")
                .should()
                .callMethodWhere(calls(
                        "wait for a Uni or sleep",
                        call -> call.getTargetOwner().getName().equals("io.smallrye.mutiny.Uni")
                                        && call.getName().equals("await")
                                || call.getTargetOwner().getName().equals("java.lang.Thread")
                                        && call.getName().equals("sleep")))
                .check(classes);
    }

    private static DescribedPredicate<JavaMethodCall> calls(String what, Predicate<JavaMethodCall> test) {
        return DescribedPredicate.describe(what, test);
    }

    @Test
    void frameworksStayInTheirLayer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..store..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of JPA or Panache",
                        type -> type.getPackageName().startsWith("jakarta.persistence")
                                || type.getPackageName().equals("io.quarkus.hibernate.reactive.panache")))
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackages("..web..", "io.qingting.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "jakarta.websocket..")
                .check(classes);
    }

    @Test
    void namesSayWhatThingsAre() {
        for (String ending : List.of("Impl", "Util", "Utils", "Helper", "Manager", "Base")) {
            noClasses().should().haveSimpleNameEndingWith(ending).check(classes);
        }
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..misc..")
                .check(classes);
        List<String> injectedFields = classes.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.isAnnotatedWith("jakarta.inject.Inject"))
                .map(field -> field.getFullName())
                .toList();
        if (!injectedFields.isEmpty()) throw new AssertionError("injected into fields: " + injectedFields);
    }

    @Test
    void everyPackageSaysWhatItOwns() {
        Set<String> described = new HashSet<>();
        Set<String> all = new HashSet<>();
        for (JavaClass type : classes) {
            all.add(type.getPackageName());
            if (type.getSimpleName().equals("package-info")) described.add(type.getPackageName());
        }
        all.removeAll(described);
        if (!all.isEmpty()) throw new AssertionError("packages without package-info: " + all);
    }
}
