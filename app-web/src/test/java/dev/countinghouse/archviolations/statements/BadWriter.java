package dev.countinghouse.archviolations.statements;

import org.hibernate.Session;

/** The same, by Hibernate's own name. */
public class BadWriter {

    void flush(Session session) {
        session.flush();
    }
}
