package dev.countinghouse.identity;

import dev.countinghouse.tenancy.Tenant;

/** A member and the tenant he is in. */
record Membership(Member member, Tenant tenant) {}
