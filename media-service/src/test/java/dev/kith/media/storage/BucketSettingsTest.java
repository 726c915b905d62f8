package dev.kith.media.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.media.MediaConfiguration;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketSettingsTest {
    @Test
    void knowsOfNoBucketUnlessOneIsNamed() {
        assertThat(settings("")).isEmpty();
    }

    @Test
    void takesABucketWithAllThatReachesIt() {
        var settings = settings(
                        "bucket=files endpoint=https://s3.example.org region=eu-1 access-key=a secret-key=secret")
                .orElseThrow();

        assertThat(settings.name()).isEqualTo("files");
        assertThat(settings.credentials()).contains(new BucketSettings.Credentials("a", "secret"));
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "endpoint=https://s3.example.org",
                "region=eu-1",
                "path-style=true",
                "access-key=a secret-key=b",
                "bucket=files",
                "bucket=files endpoint=https://s3.example.org",
                "bucket=files region=eu-1 access-key=a",
                "bucket=files region=eu-1 secret-key=b",
                "bucket=files region=eu-1 endpoint=s3.example.org",
                "bucket=files region=eu-1 endpoint=ftp://s3.example.org"
            })
    void refusesHalfAConfiguration(String half) {
        assertThatThrownBy(() -> settings(half))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kith.media.s3");
    }

    private static Optional<BucketSettings> settings(String pairs) {
        var values = new HashMap<>(Map.of("kith.media.directory", "target/media", "kith.media.secrets", "a"));
        for (var pair : pairs.split(" ", -1)) {
            if (!pair.isEmpty()) {
                values.put("kith.media.s3." + pair.split("=", 2)[0], pair.split("=", 2)[1]);
            }
        }
        var config = new SmallRyeConfigBuilder()
                .withMapping(MediaConfiguration.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
        return BucketSettings.of(
                config.getConfigMapping(MediaConfiguration.class).s3());
    }
}
