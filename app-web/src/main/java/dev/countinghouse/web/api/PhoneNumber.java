package dev.countinghouse.web.api;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A telephone number as people write it: three digits at least. Null is left to others. */
@Documented
@Constraint(validatedBy = {})
@Size(max = 40)
@Pattern(
        regexp = "[+ ()/.-]*(?:[0-9][+ ()/.-]*){3,}",
        message = "must be a telephone number: digits, and + - . / ( ) between them")
@Retention(RetentionPolicy.RUNTIME)
public @interface PhoneNumber {

    String message() default "must be a telephone number";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
