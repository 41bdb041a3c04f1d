package dev.countinghouse.stripedouble;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Stripe's test cards: what each does is told at docs.stripe.com/testing. The token is what follows {@code pm_card_}. */
enum TestCard {
    VISA("visa", "4242424242424242", "visa"),
    VISA_DEBIT("visa_debit", "4000056655665556", "visa"),
    MASTERCARD("mastercard", "5555555555554444", "mastercard"),
    MASTERCARD_DEBIT("mastercard_debit", "5200828282828210", "mastercard"),
    AMEX("amex", "378282246310005", "amex"),
    DISCOVER("discover", "6011111111111117", "discover"),
    DINERS("diners", "3056930009020004", "diners"),
    JCB("jcb", "3566002020360505", "jcb"),
    UNIONPAY("unionpay", "6200000000000005", "unionpay"),

    DECLINED("chargeDeclined", "4000000000000002", Decline.GENERIC),
    INSUFFICIENT_FUNDS("chargeDeclinedInsufficientFunds", "4000000000009995", Decline.INSUFFICIENT_FUNDS),
    LOST("chargeDeclinedLostCard", "4000000000009987", Decline.LOST),
    STOLEN("chargeDeclinedStolenCard", "4000000000009979", Decline.STOLEN),
    EXPIRED("chargeDeclinedExpiredCard", "4000000000000069", Decline.EXPIRED),
    INCORRECT_CVC("chargeDeclinedIncorrectCvc", "4000000000000127", Decline.INCORRECT_CVC),
    PROCESSING_ERROR("chargeDeclinedProcessingError", "4000000000000119", Decline.PROCESSING_ERROR),
    VELOCITY("chargeDeclinedVelocityLimitExceeded", "4000000000006975", Decline.VELOCITY),
    FRAUDULENT("radarBlock", "4100000000000019", Decline.FRAUDULENT),
    /** Can be attached to a customer; every charge of it is declined. */
    ATTACHES_THEN_DECLINES("chargeCustomerFail", "4000000000000341", Decline.GENERIC),

    /** Asks for authentication until it was set up for payments without the customer. */
    AUTHENTICATE_UNLESS_SET_UP("authenticationRequiredOnSetup", "4000002500003155", Authentication.UNLESS_SET_UP, null),
    AUTHENTICATE_ALWAYS("authenticationRequired", "4000002760003184", Authentication.ALWAYS, null),
    THREE_D_SECURE("threeDSecureRequired", "4000000000003063", Authentication.ALWAYS, null),
    THREE_D_SECURE_2("threeDSecure2Required", "4000000000003220", Authentication.ALWAYS, null),
    AUTHENTICATE_THEN_INSUFFICIENT(
            "authenticationRequiredChargeDeclinedInsufficientFunds",
            "4000008260003178",
            Authentication.ALWAYS,
            Decline.INSUFFICIENT_FUNDS),

    DISPUTE("createDispute", "4000000000000259", "visa"),
    DISPUTE_NOT_RECEIVED("createDisputeProductNotReceived", "4000000000002685", "visa"),
    DISPUTE_INQUIRY("createDisputeInquiry", "4000000000001976", "visa"),
    REFUND_PENDING("pendingRefund", "4000000000007726", "visa");

    private static final String TOKEN = "pm_card_";
    private static final String VISA_TOKEN = "pm_card_visa_";
    private static final int LAST = 4;

    private final String token;
    private final String number;
    private final String brand;
    private final Authentication authentication;
    private final @Nullable Decline decline;

    /** When the cardholder must approve a payment. */
    enum Authentication {
        NEVER,
        UNLESS_SET_UP,
        ALWAYS
    }

    TestCard(String token, String number, String brand) {
        this(token, number, brand, Authentication.NEVER, null);
    }

    TestCard(String token, String number, Decline decline) {
        this(token, number, "visa", Authentication.NEVER, decline);
    }

    TestCard(String token, String number, Authentication authentication, @Nullable Decline decline) {
        this(token, number, "visa", authentication, decline);
    }

    TestCard(String token, String number, String brand, Authentication authentication, @Nullable Decline decline) {
        this.token = token;
        this.number = number;
        this.brand = brand;
        this.authentication = authentication;
        this.decline = decline;
    }

    /** The card of a token such as {@code pm_card_visa}; with or without the brand that Stripe puts before some; null for none. */
    static @Nullable TestCard ofToken(String text) {
        return Arrays.stream(values())
                .filter(card -> text.equals(TOKEN + card.token) || text.equals(VISA_TOKEN + card.token))
                .findFirst()
                .orElse(null);
    }

    static @Nullable TestCard ofNumber(String text) {
        String digits = text.replace(" ", "");
        return Arrays.stream(values())
                .filter(card -> digits.equals(card.number))
                .findFirst()
                .orElse(null);
    }

    String token() {
        return TOKEN + token;
    }

    String brand() {
        return brand;
    }

    String last4() {
        return number.substring(number.length() - LAST);
    }

    String funding() {
        return this == VISA_DEBIT || this == MASTERCARD_DEBIT ? "debit" : "credit";
    }

    Authentication authentication() {
        return authentication;
    }

    @Nullable
    Decline decline() {
        return decline;
    }

    /** A card that only says no cannot even be attached to a customer. */
    boolean attaches() {
        return decline == null || this == ATTACHES_THEN_DECLINES || authentication == Authentication.ALWAYS;
    }
}
