package io.qingting.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every manifest is what the API takes: no unknown field, no missing one, and what the kustomizations name is there. */
class ManifestsTest {
    private static final Path K8S = Path.of("k8s");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void everyManifestFitsTheSchemaOfItsKind() throws Exception {
        List<Path> manifests = manifests();
        assertThat(manifests).hasSizeGreaterThanOrEqualTo(7);
        for (Path manifest : manifests) validate(read(manifest));
    }

    @Test
    void anUnknownFieldIsFound() throws Exception {
        String wrong = Files.readString(K8S.resolve("base/deployment.yaml")).replace("replicas:", "replicaz:");
        assertThatThrownBy(() -> validate(YAML.readTree(wrong))).hasMessageContaining("replicaz");
    }

    @Test
    void kustomizationsNameFilesThatAreThere() throws Exception {
        for (Path kustomization : files("kustomization.yaml")) {
            JsonNode tree = read(kustomization);
            List<String> named = new ArrayList<>();
            tree.path("resources").forEach(r -> named.add(r.asText()));
            tree.path("patches").forEach(p -> named.add(p.path("path").asText()));
            assertThat(named).isNotEmpty();
            for (String name : named)
                assertThat(kustomization.resolveSibling(name)).exists();
        }
    }

    @Test
    void everySecretThatTheDeploymentReadsIsGeneratedByTheOverlay() throws Exception {
        List<String> generated = new ArrayList<>();
        read(K8S.resolve("overlays/production/kustomization.yaml"))
                .path("secretGenerator")
                .forEach(s -> generated.add(s.path("name").asText()));
        JsonNode container = container();
        for (JsonNode variable : container.path("env")) {
            JsonNode secret = variable.at("/valueFrom/secretKeyRef");
            if (secret.isMissingNode()) continue;
            assertThat(generated).contains(secret.path("name").asText());
            Path example = K8S.resolve("overlays/production/secrets.example")
                    .resolve(secret.path("name").asText().replace("qingting-", "") + ".env");
            assertThat(Files.readString(example)).contains(secret.path("key").asText() + "=");
        }
    }

    @Test
    void theContainerRunsWithoutRightsItDoesNotNeed() throws Exception {
        JsonNode container = container();
        JsonNode security = container.path("securityContext");
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container.path(probe).path("httpGet").path("path").asText())
                    .startsWith("/q/health/");
        }
    }

    private static JsonNode container() throws IOException {
        return read(K8S.resolve("base/deployment.yaml")).at("/spec/template/spec/containers/0");
    }

    private static void validate(JsonNode manifest) throws Exception {
        String version = manifest.path("apiVersion").asText();
        String prefix = version.substring(version.indexOf('/') + 1)
                        .toUpperCase(Locale.ROOT)
                        .charAt(0)
                + version.substring(version.indexOf('/') + 2);
        Class<?> model = Class.forName("io.kubernetes.client.openapi.models." + prefix
                + manifest.path("kind").asText());
        JsonElement json = JsonParser.parseString(withoutAdditions(manifest).toString());
        try {
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        assertThat(JSON.getGson().fromJson(json, model)).isNotNull();
    }

    /** The selector that the kustomization adds to every resource which needs one. */
    private static JsonNode withoutAdditions(JsonNode manifest) {
        JsonNode spec = manifest.path("spec");
        if (manifest.path("kind").asText().equals("Deployment") && !spec.has("selector")) {
            ((ObjectNode) spec)
                    .putObject("selector")
                    .putObject("matchLabels")
                    .put("app.kubernetes.io/name", "qingting");
        }
        return manifest;
    }

    private static JsonNode read(Path file) throws IOException {
        return YAML.readTree(Files.readString(file));
    }

    private static List<Path> manifests() throws IOException {
        try (Stream<Path> all = Files.walk(K8S)) {
            return all.filter(f -> f.toString().endsWith(".yaml"))
                    .filter(f -> !f.endsWith("kustomization.yaml"))
                    .filter(f -> !f.toString().contains("overlays"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> all = Files.walk(K8S)) {
            return all.filter(f -> f.endsWith(name)).toList();
        }
    }
}
