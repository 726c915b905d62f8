package dev.kith.contracts;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every refusal that Kith gives, on REST as on the socket.
 *
 * <p>The slug is public: it is never changed and never reused. The status is the HTTP status of the answer. A client
 * that meets a slug it does not know treats it as {@link #INTERNAL}.
 */
public enum ErrorCode {
    // The request itself.
    BAD_REQUEST("bad-request", 400, "The request is malformed"),
    UNKNOWN_FIELD("unknown-field", 400, "The request has a field that this call does not know"),
    INVALID_VALUE("invalid-value", 400, "A field has a value that is not allowed"),
    INVALID_NUMBER("invalid-number", 400, "This is not a phone number that can exist"),
    BAD_CURSOR("bad-cursor", 400, "The cursor was not given by this server"),
    BAD_FRAME("bad-frame", 400, "The frame cannot be read"),
    BAD_FILE("bad-file", 400, "The file is empty or not of the announced kind"),
    NOT_FOUND("not-found", 404, "There is no such resource"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This method is not offered here"),
    NOT_ACCEPTABLE("not-acceptable", 406, "None of the accepted media types can be given"),
    TOO_LARGE("too-large", 413, "The body is larger than this call takes"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "This media type is not taken here"),
    HEADERS_TOO_LARGE("headers-too-large", 431, "The request headers are too large"),

    // Who is asking.
    UNAUTHENTICATED("unauthenticated", 401, "A valid token is needed"),
    TOKEN_EXPIRED("token-expired", 401, "The token has expired"),
    WRONG_KEY("wrong-key", 401, "The key is not valid"),
    REFRESH_REUSED("refresh-reused", 401, "The refresh token was used before; the device is signed out"),
    REVOKED("revoked", 403, "This device was signed out"),
    FORBIDDEN("forbidden", 403, "The token does not allow this"),

    // One-time codes.
    CODE_WRONG("code-wrong", 403, "The code is wrong"),
    CODE_VOID("code-void", 410, "The verification is over; ask for a new code"),

    // Other people. Unknown, hidden and blocking are one answer.
    UNREACHABLE("unreachable", 404, "There is no such user, or not for you"),
    BLOCKED("blocked", 403, "You have blocked this user"),
    NOT_ALLOWED("not-allowed", 403, "The app does not let you do this with this user"),
    SELF("self", 400, "This cannot be done with oneself"),
    ADDRESS_TAKEN("address-taken", 409, "The address belongs to an account"),

    // Groups. One that there is not, and one that the caller is not in, are both NOT_FOUND.
    ROLE_NEEDED("role-needed", 403, "The role in the group does not allow this"),
    GROUP_FULL("group-full", 409, "The group has reached its largest size"),
    GROUPS_FULL("groups-full", 409, "Nobody can be in more groups"),

    // Files. One that there is not, and one that the caller may not have, are both NOT_FOUND.
    TUS_VERSION("tus-version", 412, "This version of the tus protocol is not spoken here"),
    WRONG_OFFSET("wrong-offset", 409, "The upload does not stand at this offset"),
    WRONG_CHECKSUM("wrong-checksum", 460, "The bytes do not have the announced checksum"),
    UPLOAD_BUSY("upload-busy", 423, "Somebody is writing to this upload"),
    FILES_FULL("files-full", 409, "No more can be kept of this user's files"),
    BAD_RANGE("bad-range", 416, "The file has no such range"),

    // Versions and limits.
    VERSION_CONFLICT("version-conflict", 412, "It was changed in the meantime"),
    BASE_UNKNOWN("base-unknown", 409, "The base version is not the book's; send the whole book"),
    BOOK_FULL("book-full", 409, "The phone book has reached its largest size"),
    ID_CONFLICT("id-conflict", 409, "This message id was used for another content"),
    ID_OUT_OF_BLOCK("id-out-of-block", 400, "The message id is not of this device's block"),
    KEY_REUSED("key-reused", 422, "This Idempotency-Key was used for another request"),
    USER_OFFLINE("user-offline", 409, "The user is not online"),
    TOO_LATE("too-late", 409, "It is too late for that"),
    TOO_MANY("too-many", 429, "Too many requests"),
    QUOTA("quota", 429, "The quota of new look-ups is used up"),

    // The server.
    INTERNAL("internal", 500, "Something went wrong on the server"),
    UNAVAILABLE("unavailable", 503, "The service is not available at the moment"),
    TIMEOUT("timeout", 504, "The service did not answer in time");

    private static final Map<String, ErrorCode> BY_SLUG =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::slug, Function.identity()));

    private final String slug;
    private final int status;
    private final String title;

    ErrorCode(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** The stable public name, such as {@code unreachable}. */
    public String slug() {
        return slug;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** One line for people; may be reworded, so programs look at the slug. */
    public String title() {
        return title;
    }

    /** The code of this slug; empty for one that a newer server gave. */
    public static Optional<ErrorCode> ofSlug(String slug) {
        return Optional.ofNullable(BY_SLUG.get(slug));
    }
}
