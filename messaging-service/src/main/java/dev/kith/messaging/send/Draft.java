package dev.kith.messaging.send;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.CallKind;
import dev.kith.contracts.socket.Send;
import dev.kith.kit.problem.ProblemException;

/// The limits of what a device may send.
final class Draft {
    private static final int LONGEST_TYPE = 64;
    private static final int MOST_PROPERTIES = 16;
    private static final int LONGEST_KEY = 64;
    private static final long LONGEST_EXPIRY_SECONDS = 366L * 24 * 60 * 60;
    private static final int MOST_PROPERTY_BYTES = 4 * 1024;

    private Draft() {}

    /// @throws ProblemException `too-large` or `invalid-value`, naming the field
    static void check(Send send, int mostBodyBytes) {
        int body = send.hasText() ? send.getTextBytes().size() : send.getData().size();
        if (send.getForward() != 0 && (body > 0 || !send.getType().isEmpty() || send.getPropertiesCount() > 0)) {
            throw invalid("what is forwarded has its own body, type and properties.");
        }
        if (send.getCall() == CallKind.UNRECOGNIZED
                || (send.getCallValue() != 0 && (send.getForward() != 0 || send.getGroup() != 0))) {
            throw invalid("call is of no known kind, or of a message that is forwarded or to a group.");
        }
        if (send.getExpiresInSeconds() < 0 || send.getExpiresInSeconds() > LONGEST_EXPIRY_SECONDS) {
            throw invalid("expires_in_seconds is 0 to " + LONGEST_EXPIRY_SECONDS + ".");
        }
        if (send.hasExpiresInSeconds() && send.getGroup() != 0) {
            throw invalid("a message to a group has no deadline.");
        }
        if (send.hasDisappear()) {
            checkDisappearing(send);
        }
        if (body > mostBodyBytes) {
            throw new ProblemException(ErrorCode.TOO_LARGE, "The body is larger than " + mostBodyBytes + " bytes.");
        }
        if (send.getType().codePointCount(0, send.getType().length()) > LONGEST_TYPE) {
            throw invalid("type is longer than " + LONGEST_TYPE + " characters.");
        }
        // PostgreSQL takes any text but this one character.
        if (send.getType().indexOf('\0') >= 0
                || (send.hasText() && send.getText().indexOf('\0') >= 0)) {
            throw invalid("text and type may not have the character U+0000; send it as data.");
        }
        checkProperties(send);
    }

    private static void checkDisappearing(Send send) {
        var wish = send.getDisappear();
        if (wish.getSeconds() < 1 || wish.getSeconds() > LONGEST_EXPIRY_SECONDS) {
            throw invalid("disappear.seconds is 1 to " + LONGEST_EXPIRY_SECONDS + ".");
        }
        switch (wish.getAfter()) {
            case AFTER_UNSPECIFIED, UNRECOGNIZED -> throw invalid("disappear.after is of no known kind.");
            case DELIVERY, READING -> {
                if (send.getGroup() != 0) {
                    throw invalid("a message to a group disappears after SENDING.");
                }
            }
            case SENDING -> {}
        }
        if (send.getCallValue() != 0) {
            throw invalid("a call does not disappear.");
        }
    }

    private static void checkProperties(Send send) {
        if (send.getPropertiesCount() == 0) {
            return;
        }
        if (send.getPropertiesCount() > MOST_PROPERTIES) {
            throw invalid("there are more than " + MOST_PROPERTIES + " properties.");
        }
        if (send.getPropertiesMap().keySet().stream()
                .anyMatch(key -> key.isEmpty() || key.codePointCount(0, key.length()) > LONGEST_KEY)) {
            throw invalid("a property's key is empty or longer than " + LONGEST_KEY + " characters.");
        }
        int bytes = Send.newBuilder()
                .putAllProperties(send.getPropertiesMap())
                .build()
                .getSerializedSize();
        if (bytes > MOST_PROPERTY_BYTES) {
            throw invalid("properties take more than " + MOST_PROPERTY_BYTES + " bytes.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ErrorCode.INVALID_VALUE, detail);
    }
}
