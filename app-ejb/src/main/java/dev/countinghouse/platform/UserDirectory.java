package dev.countinghouse.platform;

import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Finds users whatever tenants they belong to: operators may not read them. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class UserDirectory {

    @Inject
    UserDirectoryRepository users;

    /** The active user of an address. */
    public Optional<UUID> find(String email) {
        return users.find(email);
    }
}
