package dev.countinghouse.customermail;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A tenant's own words for a mail in one language, or that it had some once. */
@Entity
@DynamicUpdate
@Table(name = "mail_templates")
class MailTemplate {

    @Id
    private UUID id;

    @Convert(converter = MailKind.Text.class)
    @Column(name = "kind", nullable = false, updatable = false)
    private MailKind kind;

    @Column(name = "language", nullable = false, updatable = false)
    private String language;

    @Column(name = "subject")
    private @Nullable String subject;

    @Column(name = "text")
    private @Nullable String text;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected MailTemplate() {}

    MailTemplate(UUID id, MailKind kind, String language) {
        this.id = id;
        this.kind = kind;
        this.language = language;
    }

    /** What it says. */
    record Words(String subject, String text) {}

    /** Says this from now on; null: the product's words. */
    void say(@Nullable Words words) {
        subject = words == null ? null : words.subject();
        text = words == null ? null : words.text();
    }

    MailKind kind() {
        return kind;
    }

    @Nullable
    Words words() {
        return subject == null || text == null ? null : new Words(subject, text);
    }
}
