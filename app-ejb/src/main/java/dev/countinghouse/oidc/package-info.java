/**
 * OpenID Connect, as a client of a provider that somebody else names. Owns: which addresses may be called and how, discovery,
 * the exchange of a code, what makes an ID token good. Does not own: who is let in by it. Holds always: nothing is believed that
 * is not signed by a key of the provider whose issuer was named beforehand, and no answer costs more than 5 s and 256 KiB.
 */
@NullMarked
package dev.countinghouse.oidc;

import org.jspecify.annotations.NullMarked;
