package dev.countinghouse.web.api;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An ISO 4217 code of a currency that has minor units (so not XXX or XAU). Null is left to others. */
@Documented
@Constraint(validatedBy = CurrencyCode.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface CurrencyCode {

    String message() default "must be an ISO 4217 currency code such as EUR";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks the JDK's table. */
    class Validator implements ConstraintValidator<CurrencyCode, String> {

        private static final Map<String, Currency> BY_CODE = Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getDefaultFractionDigits() >= 0)
                .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, known -> known));

        @Override
        public boolean isValid(@Nullable String code, ConstraintValidatorContext context) {
            return code == null || find(code).isPresent();
        }

        static Optional<Currency> find(String code) {
            return Optional.ofNullable(BY_CODE.get(code));
        }
    }
}
