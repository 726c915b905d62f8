package dev.kith.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/admin/apps,                      AUTH",
        "/v1/admin/users,                     AUTH",
        "/v1/admin/users/7,                   AUTH",
        "/v1/admin/users/7/tokens,            AUTH",
        "/v1/admin/users/7/restrictions,      PROFILE",
        "/v1/admin/users/7/restrictions/more, PROFILE",
        "/v1/admin/users/7/restrictionsx,     AUTH",
        "/v1/admin/users/7/8/restrictions,    AUTH",
        "/v1/admin/pairs/7/8,                 PROFILE",
        "/v1/admin/pairsx,                    AUTH",
        "/v1/account,                         AUTH",
        "/v1/account/automatic-sync,          PROFILE",
        "/v1/account/discoverability,         CONTACTS",
        "/v1/groups,                          MESSAGING",
        "/v1/groups:join,                     MESSAGING",
        "/v1/groups/7/members,                MESSAGING",
        "/v1/groups/7/profile,                PROFILE",
        "/v1/profiles:batch,                  PROFILE",
        "/v1/profiles/%2B44,                  PROFILE",
        "/.well-known/jwks.json,              AUTH"
    })
    void leadToWhoAnswers(String path, Upstream upstream) {
        assertThat(Routes.of(path)).contains(upstream);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/v1/resolve", "/q/health", "/v1", "/v1/profilesx", "/v11/admin"})
    void leadNowhereFromWhatIsNotForClients(String path) {
        assertThat(Routes.of(path)).isEmpty();
    }
}
