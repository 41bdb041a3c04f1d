package dev.countinghouse.tenancy;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The bean works as {@code ch_worker}, whoever calls it. Its methods begin transactions of their own. */
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ActsAsWorker {

    /** Enters the scope around each call. */
    @ActsAsWorker
    @jakarta.interceptor.Interceptor
    @jakarta.annotation.Priority(jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE)
    class Entering extends ScopeInterceptor {
        Entering() {
            super(Scope.WORKER);
        }
    }
}
