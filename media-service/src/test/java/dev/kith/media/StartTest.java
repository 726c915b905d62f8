package dev.kith.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StartTest extends OnTheStack {
    @Inject
    BeanManager beans;

    /// They refuse a secret that is too short, a folder that cannot be written, and half of what reaches a bucket:
    /// better at once than at the first call.
    @Test
    void makesWhatRefusesABadConfiguration() {
        assertThat(beans.resolveObserverMethods(new StartupEvent()))
                .extracting(observer -> observer.getBeanClass().getSimpleName())
                .contains("Signatures", "Folder", "WhereKept");
    }
}
