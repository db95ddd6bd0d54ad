package org.patchbay.channel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a channel was cleared: ITU-T Q.850 numbers. Its {@linkplain #label() label} is what a dialplan writes. */
public enum Cause {
    UNALLOCATED_NUMBER(1, "unallocated"),
    NORMAL_CLEARING(16, "normal"),
    USER_BUSY(17, "busy"),
    NO_USER_RESPONDING(18, "not-responding"),
    NO_ANSWER(19, "no-answer"),
    SUBSCRIBER_ABSENT(20, "absent"),
    CALL_REJECTED(21, "rejected"),
    EXCHANGE_ROUTING_ERROR(25, "routing-error"),
    ANSWERED_ELSEWHERE(26, "answered-elsewhere"),
    DESTINATION_OUT_OF_ORDER(27, "out-of-order"),
    INVALID_NUMBER_FORMAT(28, "invalid-number"),
    NO_CIRCUIT(34, "no-circuit"),
    TEMPORARY_FAILURE(41, "temporary-failure"),
    CONGESTION(42, "congestion"),
    NOT_PERMITTED(57, "not-permitted"),
    INCOMPATIBLE_DESTINATION(88, "incompatible"),
    TIMER_EXPIRED(102, "timeout"),
    /** A phone has sent neither sound nor reports for too long: the same number, of which this is one case. */
    MEDIA_TIMEOUT(102, "media-timeout"),
    PROTOCOL_ERROR(111, "protocol-error"),
    INTERWORKING(127, "interworking");

    private final int q850;
    private final String label;

    Cause(int q850, String label) {
        this.q850 = q850;
        this.label = label;
    }

    /** Returns the number, 1-127. */
    public int q850() {
        return q850;
    }

    /** Returns the name in plain words, such as {@code no-answer}. */
    public String label() {
        return label;
    }

    /** Returns the cause that a dialplan names, by label or by number; empty when there is none such. */
    public static Optional<Cause> of(String labelOrNumber) {
        String wanted = labelOrNumber.trim().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(cause -> cause.label.equals(wanted)
                        || Integer.toString(cause.q850).equals(wanted))
                .findFirst();
    }
}
