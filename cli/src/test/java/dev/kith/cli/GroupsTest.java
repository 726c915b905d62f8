package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Groups, from their beginning to leaving them.
class GroupsTest extends CliTestCase {
    @Test
    void makesAGroupAndSaysWhoCouldNotBeAdded() throws IOException {
        signedIn();
        gateway.answer(
                "POST /v1/groups",
                "{\"id\":7,\"kind\":\"group\",\"version\":1,\"members\":1,\"role\":\"owner\",\"muted\":false}");
        gateway.answer("PATCH /v1/groups/7/profile", "{\"group\":7,\"version\":2,\"fields\":{\"name\":\"Chess\"}}");
        gateway.answer(
                "POST /v1/groups/7/members",
                "{\"version\":2,\"added\":[{\"index\":0,\"address\":\"+49\",\"uid\":3}],"
                        + "\"refused\":[{\"index\":1,\"code\":\"unreachable\"}]}");

        assertThat(run("groups", "create", "Chess", "+49", "+44")).isEqualTo(ExitCode.REFUSED);

        assertThat(gateway.requests)
                .contains(
                        "PATCH /v1/groups/7/profile {\"name\":\"Chess\"}",
                        "POST /v1/groups/7/members {\"addresses\":[\"+49\",\"+44\"]}");
        assertThat(out).contains("Made group 7", "Added +49", "Not added: +44 (unreachable)");
    }

    @Test
    void listsGroupsAndMembers() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/groups",
                "{\"groups\":[{\"id\":7,\"kind\":\"broadcast\",\"version\":1,\"members\":3,\"role\":\"admin\",\"muted\":true}]}");
        gateway.answer(
                "GET /v1/groups/7/members", "{\"members\":[{\"address\":\"+49\",\"uid\":3,\"role\":\"owner\"}]}");

        assertThat(run("groups", "list")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("7", "broadcast", "admin", "yes");
        assertThat(run("groups", "members", "7")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("+49", "owner");
    }

    @Test
    void changesRolesAndLeavesGroups() throws IOException {
        signedIn();
        gateway.answer("PATCH /v1/groups/7/members/+49", "{\"version\":4}");
        gateway.answer("DELETE /v1/groups/7/members/+49", "{}");
        gateway.answer("DELETE /v1/groups/7/members/me", "{}");
        gateway.answer("PATCH /v1/groups/7/profile", "{\"group\":7,\"version\":2,\"fields\":{}}");

        assertThat(run("groups", "role", "7", "+49", "admin")).isEqualTo(ExitCode.OK);
        assertThat(run("groups", "remove", "7", "+49")).isEqualTo(ExitCode.OK);
        assertThat(run("groups", "set", "7", "info=")).isEqualTo(ExitCode.OK);
        assertThat(run("groups", "leave", "7")).isEqualTo(ExitCode.OK);

        assertThat(gateway.requests)
                .contains(
                        "PATCH /v1/groups/7/members/+49 {\"role\":\"admin\"}",
                        "PATCH /v1/groups/7/profile {\"info\":null}");
        assertThat(run("groups", "role", "7", "+49", "king")).isEqualTo(ExitCode.USAGE);
    }
}
