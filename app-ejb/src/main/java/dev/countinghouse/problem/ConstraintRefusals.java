package dev.countinghouse.problem;

import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.PersistenceException;

/**
 * Around every method of every enterprise bean: what a constraint of ours refused leaves it as our refusal. The container then
 * rolls back and is silent; anything else of the database's it takes for a failure, and writes all of it into the log, with the
 * values of the client.
 *
 * <p>Repositories flush what a constraint may refuse, so that it is refused within the method and not at the commit.
 */
public class ConstraintRefusals {

    @AroundInvoke
    Object translate(InvocationContext call) throws Exception {
        try {
            return call.proceed();
        } catch (PersistenceException e) {
            throw ConstraintProblems.of(e)
                    .<RuntimeException>map(refusal -> refusal)
                    .orElse(e);
        }
    }
}
