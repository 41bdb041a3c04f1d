package dev.countinghouse.web.api;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A tenant's short name. */
@Pattern(regexp = "[a-z][a-z0-9-]{0,38}[a-z0-9]")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Documented
@Retention(RetentionPolicy.RUNTIME)
public @interface SlugName {

    /** What is told. */
    String message() default "must be 2 to 40 lower-case letters, digits and dashes, beginning with a letter";

    /** Of the specification; not used. */
    Class<?>[] groups() default {};

    /** Of the specification; not used. */
    Class<? extends Payload>[] payload() default {};
}
