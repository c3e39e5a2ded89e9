package io.qingting.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the code says who may call it, and is in the description by which {@code RightsIT} calls each of them: none
 * is forgotten there because nobody described it.
 */
class DeclaredRightsTest {
    private static final Set<Class<? extends Annotation>> METHODS =
            Set.of(GET.class, POST.class, PUT.class, DELETE.class, PATCH.class);
    private static final Set<Class<? extends Annotation>> RIGHTS =
            Set.of(RolesAllowed.class, Authenticated.class, PermitAll.class);

    /** What nobody needs a credential for: the ways in, and the signed link of a message. */
    private static final Set<String> OPEN = Set.of("/api/log-in", "/ack/{token}");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.qingting");

    @Test
    void everyOperationSaysWhoMayCallIt() {
        Set<String> silent = new TreeSet<>();
        operations().forEach((operation, method) -> {
            boolean says = RIGHTS.stream()
                    .anyMatch(right ->
                            method.isAnnotatedWith(right) || method.getOwner().isAnnotatedWith(right));
            if (!says) silent.add(operation);
        });
        assertThat(silent).isEmpty();
    }

    @Test
    void nothingIsOpenButTheWaysInAndSignedLinks() {
        Set<String> open = new TreeSet<>();
        for (JavaMethod method : operations().values()) {
            boolean isOpen = method.isAnnotatedWith(PermitAll.class)
                    || method.getOwner().isAnnotatedWith(PermitAll.class)
                            && !method.isAnnotatedWith(RolesAllowed.class)
                            && !method.isAnnotatedWith(Authenticated.class);
            if (isOpen) open.add(path(method.getOwner()));
        }
        assertThat(open).isEqualTo(OPEN);
    }

    @Test
    void everyOperationIsDescribed() throws IOException {
        JsonNode paths = new ObjectMapper(new YAMLFactory())
                .readTree(java.nio.file.Path.of("src/main/docs/openapi.yaml").toFile())
                .path("paths");
        Set<String> missing = new TreeSet<>();
        for (String operation : operations().keySet()) {
            String[] parts = operation.split(" ");
            if (!paths.path(parts[1]).has(parts[0].toLowerCase(Locale.ROOT))) missing.add(operation);
        }
        assertThat(missing).isEmpty();
    }

    private Map<String, JavaMethod> operations() {
        Map<String, JavaMethod> found = new TreeMap<>();
        for (JavaClass owner : classes) {
            if (!owner.isAnnotatedWith(Path.class)) continue;
            for (JavaMethod method : owner.getMethods()) {
                METHODS.stream().filter(method::isAnnotatedWith).forEach(verb -> {
                    String own = method.isAnnotatedWith(Path.class)
                            ? method.getAnnotationOfType(Path.class).value()
                            : "";
                    found.put(verb.getSimpleName() + " " + path(owner) + own, method);
                });
            }
        }
        assertThat(found).hasSizeGreaterThan(30);
        return found;
    }

    private static String path(JavaClass owner) {
        return owner.getAnnotationOfType(Path.class).value();
    }
}
