package io.qingting;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.fixture.Api;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class OpenApiIT {
    private static final Path CHECKED_IN = Path.of("src/main/docs/openapi.yaml");

    @Inject
    Secrets secrets;

    /** Written anew with {@code -Dgolden.update=true}; then the difference is read before it is committed. */
    @Test
    void theDescriptionThatIsCheckedInIsTheOneServed() throws Exception {
        String served = Api.admin(secrets)
                .accept("application/yaml")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Boolean.getBoolean("golden.update")) Files.writeString(CHECKED_IN, served);
        assertThat(Files.readString(CHECKED_IN)).isEqualToNormalizingNewlines(served);
    }
}
