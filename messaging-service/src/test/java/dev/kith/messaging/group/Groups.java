package dev.kith.messaging.group;

import static io.restassured.RestAssured.given;

import dev.kith.messaging.testing.TestUser;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The calls about groups, as a client makes them.
public final class Groups {
    private Groups() {}

    /// A new group of the first, with the others in it.
    public static long of(TestUser owner, TestUser... others) {
        long id = created(owner, "group");
        add(owner, id, others);
        return id;
    }

    public static long created(TestUser owner, String kind) {
        return as(owner)
                .body(Map.of("kind", kind))
                .post("/v1/groups")
                .then()
                .statusCode(201)
                .extract()
                .<Number>path("id")
                .longValue();
    }

    public static ValidatableResponse add(TestUser by, long id, TestUser... others) {
        var addresses = Arrays.stream(others).map(TestUser::address).toList();
        return addresses.isEmpty()
                ? get(by, id, "")
                : tryToAdd(by, id, addresses).statusCode(200);
    }

    public static ValidatableResponse tryToAdd(TestUser by, long id, List<String> addresses) {
        return as(by).body(Map.of("addresses", addresses))
                .post("/v1/groups/" + id + "/members")
                .then();
    }

    public static ValidatableResponse get(TestUser by, long id, String what) {
        return as(by).get("/v1/groups/" + id + what).then();
    }

    public static ValidatableResponse patch(TestUser by, long id, String what, Map<String, ?> body) {
        return as(by).body(body).patch("/v1/groups/" + id + what).then();
    }

    public static ValidatableResponse role(TestUser by, long id, TestUser of, String role) {
        return patch(by, id, "/members/" + of.address(), Map.of("role", role));
    }

    public static ValidatableResponse delete(TestUser by, long id, String what) {
        return as(by).delete("/v1/groups/" + id + what).then();
    }

    public static ValidatableResponse remove(TestUser by, long id, TestUser whom) {
        return delete(by, id, "/members/" + whom.address());
    }

    public static ValidatableResponse leave(TestUser who, long id) {
        return delete(who, id, "/members/me");
    }

    public static String link(TestUser by, long id, Map<String, ?> wish) {
        return as(by).body(wish)
                .post("/v1/groups/" + id + "/invitations")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    public static ValidatableResponse join(TestUser who, String token) {
        return as(who).body(Map.of("token", token)).post("/v1/groups:join").then();
    }

    /// Addresses of all members with their roles, as this one sees them.
    public static Map<String, String> members(TestUser by, long id) {
        List<Map<String, String>> items =
                get(by, id, "/members").statusCode(200).extract().path("members");
        var members = new java.util.TreeMap<String, String>();
        items.forEach(item -> members.put(item.get("address"), item.get("role")));
        return members;
    }

    public static RequestSpecification as(TestUser user) {
        // The colon of a path is sent as it is.
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(user.token("rest"))
                .contentType("application/json");
    }
}
