package dev.countinghouse.web.api;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A language that documents are written in, and the country whose dates and numbers they have. Null is left to others. */
@Documented
@Constraint(validatedBy = {})
@Pattern(
        regexp = "(en|de|fr|es|ja)(-[A-Z]{2})?",
        message = "must be en, de, fr, es or ja, or such with a country as in de-AT")
@Retention(RetentionPolicy.RUNTIME)
public @interface DocumentLocale {

    String message() default "must be a locale such as de-AT";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
