package dev.countinghouse.web.api;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An ISO 3166-1 alpha-2 code. Null is left to others. */
@Documented
@Constraint(validatedBy = CountryCode.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
public @interface CountryCode {

    String message() default "must be an ISO 3166-1 alpha-2 country code such as FR";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks the JDK's table. */
    class Validator implements ConstraintValidator<CountryCode, String> {
        @Override
        public boolean isValid(@Nullable String code, ConstraintValidatorContext context) {
            return code == null
                    || Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2)
                            .contains(code);
        }
    }
}
