package dev.countinghouse.invoicing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Invoices that were asked for, as documents. Lines never change and an invoice's row is written anew by every change, so a
 * document is good as long as the row is the one it was made from; whoever asks says which row that is, out of the database and
 * in his own transaction. So nothing has to be told of changes, and a restored tenant's documents are others by themselves.
 */
@ApplicationScoped
class InvoiceDocuments {

    private static final int PART_OF_HEAP = 8;
    private static final int ENTRY_BYTES = 256; // key, node and headers

    private final Cache<Key, InvoiceDocument> documents = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofHours(1)) // what was erased from the books is not kept here for long
            .maximumWeight(Runtime.getRuntime().maxMemory() / PART_OF_HEAP)
            .weigher((Key key, InvoiceDocument document) -> ENTRY_BYTES + document.length())
            .build();

    /**
     * A row of a tenant's.
     *
     * @param writer the transaction that wrote it
     */
    private record Key(UUID tenantId, UUID invoiceId, String writer) {}

    /** The document that was made from a row of the current tenant's, if it is still here. */
    Optional<InvoiceDocument> find(UUID invoiceId, String writer) {
        @Nullable InvoiceDocument known = documents.getIfPresent(key(invoiceId, writer));
        return Optional.ofNullable(known);
    }

    /** Keeps a document for those who find the same row. */
    void keep(UUID invoiceId, String writer, InvoiceDocument document) {
        documents.put(key(invoiceId, writer), document);
    }

    private static Key key(UUID invoiceId, String writer) {
        return new Key(CurrentScope.tenant().id(), invoiceId, writer);
    }
}
