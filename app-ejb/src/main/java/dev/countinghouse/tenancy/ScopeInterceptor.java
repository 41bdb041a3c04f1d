package dev.countinghouse.tenancy;

import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Runs a call inside one scope. */
abstract class ScopeInterceptor {

    private final Scope scope;

    ScopeInterceptor(Scope scope) {
        this.scope = scope;
    }

    @AroundInvoke
    @Nullable
    Object enter(InvocationContext call) {
        return CurrentScope.<@Nullable Object>call(scope, () -> proceed(call));
    }

    private static @Nullable Object proceed(InvocationContext call) {
        try {
            return call.proceed();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
