package dev.countinghouse.web.api;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The name of a region of the IANA time zone database. Null is left to others. */
@Documented
@Constraint(validatedBy = TimeZoneName.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
public @interface TimeZoneName {

    String message() default "must be an IANA time zone such as Europe/Paris";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Offsets such as +02:00 are no zones: they know no summer time. */
    class Validator implements ConstraintValidator<TimeZoneName, String> {

        private static final Set<String> NAMES =
                Set.copyOf(ZoneId.getAvailableZoneIds()); // the JDK copies them for each who asks

        @Override
        public boolean isValid(@Nullable String name, ConstraintValidatorContext context) {
            return name == null || NAMES.contains(name);
        }
    }
}
