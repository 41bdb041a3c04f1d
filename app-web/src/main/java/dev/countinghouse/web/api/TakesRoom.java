package dev.countinghouse.web.api;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The operation makes something that stays and takes room: it is refused to a tenant that stores all it may. */
@NameBinding
@Target({ElementType.METHOD, ElementType.TYPE}) // TYPE: for the filter
@Retention(RetentionPolicy.RUNTIME)
public @interface TakesRoom {}
