package dev.countinghouse.web.api;

import dev.countinghouse.money.Decimals;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tiers that say where they start say what follows from the tiers before them: the first one starts at 0, each other where the
 * one before it ends. Tiers that do not say it, and what else may be wrong with them, are left to others.
 */
@Documented
@Constraint(validatedBy = Adjoining.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
public @interface Adjoining {

    String message() default "must start where the one before it ends";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Compares by value. */
    class Validator implements ConstraintValidator<Adjoining, List<?>> {
        @Override
        public boolean isValid(@Nullable List<?> tiers, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            boolean valid = true;
            BigDecimal end = BigDecimal.ZERO;
            for (int i = 0; tiers != null && i < tiers.size(); i++) {
                BigDecimal start = tiers.get(i) instanceof CreateTier tier ? tier.from() : null;
                if (start != null && start.signum() >= 0 && end != null && start.compareTo(end) != 0) {
                    valid = false;
                    context.buildConstraintViolationWithTemplate(
                                    i == 0 ? "must be 0 in the first tier" : wrong(start, end))
                            .addPropertyNode("from")
                            .inIterable()
                            .atIndex(i)
                            .addConstraintViolation();
                }
                end = tiers.get(i) instanceof CreateTier tier ? tier.upTo() : null;
            }
            return valid;
        }

        private static String wrong(BigDecimal start, BigDecimal end) {
            String must = "must be " + plain(end) + ", where the tier before it ends: ";
            return start.compareTo(end) > 0
                    ? must + "leaves a gap from " + plain(end) + " to " + plain(start)
                    : must + "overlaps it by " + plain(end.subtract(start));
        }

        private static String plain(BigDecimal number) {
            return Decimals.plain(number).toPlainString();
        }
    }
}
