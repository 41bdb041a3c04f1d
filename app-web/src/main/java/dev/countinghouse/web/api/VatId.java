package dev.countinghouse.web.api;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A VAT id as it is printed: letters and digits. Whether it is a valid one is not asked. Null is left to others. */
@Documented
@Constraint(validatedBy = {})
@Pattern(regexp = "[A-Z0-9]{2,32}", message = "must be capital letters and digits, without spaces")
@Retention(RetentionPolicy.RUNTIME)
public @interface VatId {

    String message() default "must be a VAT id";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
