package dev.countinghouse.identity;

import dev.countinghouse.tenancy.Tenant;

/** A session that began or went on. */
public record Login(Member member, Tenant tenant, SessionTokens tokens, FactorStanding standing) implements LoginStep {}
