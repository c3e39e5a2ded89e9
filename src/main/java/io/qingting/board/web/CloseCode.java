package io.qingting.board.web;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;

/** Why the server ends a socket, and whether the client should come back. The catalogue is also in the AsyncAPI file. */
public enum CloseCode {
    /** The client said a message longer than any that a screen needs: coming back with the same would not help. */
    TOO_LONG(1009, "message too long", false),
    /** The server stops or restarts: come back with a back-off. */
    COME_BACK(1012, "server restarts, come back", true),
    /** The client said something that is no message of this protocol: coming back with the same would not help. */
    BAD_MESSAGE(4400, "not a message of this protocol", false),
    /** The token was revoked or its owner lost the right: do not come back with it. */
    REVOKED(4401, "access was withdrawn", false),
    /** The client did not read for longer than the stated time: come back when the network is better. Often it never reads this. */
    TOO_SLOW(4408, "did not read in time, come back", true),
    /** The client said more messages than a screen needs to: come back later, and say less. */
    TOO_TALKATIVE(4413, "too many messages, come back later", true),
    /** The installation's limit of viewers is reached: come back later. */
    TOO_MANY(4429, "too many viewers, come back later", true);

    private final int code;
    private final String reason;
    private final boolean comeBack;

    CloseCode(int code, String reason, boolean comeBack) {
        this.code = code;
        this.reason = reason;
        this.comeBack = comeBack;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    public boolean comeBack() {
        return comeBack;
    }

    CloseReason closeReason() {
        return new CloseReason(CloseCodes.getCloseCode(code), reason);
    }
}
