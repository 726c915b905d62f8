package dev.kith.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.stack.Part;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the gateway lets through a service takes, and no more.
class LimitsTest {
    private static final Pattern LIMIT = Pattern.compile("\"(KITH_GATEWAY_[A-Z_]*LIMIT)\", (\\d+)L << (\\d+)");

    @Test
    void takesFilesAsLargeAtTheGatewayAsAtTheService() {
        assertThat(Code.setting(Part.CONTACTS, "quarkus.http.limits.max-body-size"))
                .contains((gateway("KITH_GATEWAY_IMPORT_BODY_LIMIT") >> 20) + "M");
        assertThat(Code.contactsSource("importing/ImportConfiguration.java"))
                .contains("@WithDefault(\"" + gateway("KITH_GATEWAY_IMPORT_BODY_LIMIT") + "\")");
    }

    @Test
    void takesSyncsAsLargeAtTheGatewayAsAtTheService() {
        assertThat(Code.contactsSource("importing/ImportConfiguration.java"))
                .contains("@WithDefault(\"" + gateway("KITH_GATEWAY_CONTACTS_BODY_LIMIT") + "\")");
    }

    @Test
    void takesUploadsAsLargeAtTheGatewayAsAtTheService() {
        long largest = gateway("KITH_GATEWAY_FILES_BODY_LIMIT");

        assertThat(Code.setting(Part.MEDIA, "quarkus.http.limits.max-body-size"))
                .contains((largest >> 20) + "M");
        assertThat(Code.mediaSource("MediaConfiguration.java")).contains("@WithDefault(\"" + largest + "\")");
    }

    private static long gateway(String variable) {
        return LIMIT.matcher(Code.gatewaySource("Settings.java"))
                .results()
                .filter(found -> found.group(1).equals(variable))
                .mapToLong(found -> Long.parseLong(found.group(2)) << Integer.parseInt(found.group(3)))
                .findFirst()
                .orElseThrow();
    }
}
