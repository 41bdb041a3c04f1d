package dev.countinghouse.customermail;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.documents.Figures;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.platform.TenantBook;
import dev.countinghouse.platform.TenantView;
import dev.countinghouse.problem.BillingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What mails say. One method is one transaction. */
@Stateless
public class MailTemplateService {

    private static final String SAMPLE_ID = "00000000-0000-7000-8000-000000000042";

    @Inject
    MailTemplateRepository templates;

    @Inject
    MailSettingsRepository settings;

    @Inject
    TenantBook tenants;

    @Inject
    Audit audit;

    /**
     * What each mail says in one language.
     *
     * @param language null: the tenant's
     * @throws BillingException VALIDATION_FAILED when there is no such language
     */
    @RolesAllowed(Permission.TENANT_READ)
    public List<MailTemplateView> list(@Nullable String language) {
        MailWording words = wording(language);
        Map<MailKind, MailTemplate> own = templates.in(words.language()).stream()
                .collect(Collectors.toMap(MailTemplate::kind, Function.identity()));
        return Stream.of(MailKind.values())
                .map(kind -> {
                    MailTemplate template = own.get(kind);
                    return view(kind, words, template == null ? null : template.words());
                })
                .toList();
    }

    /**
     * Says it in other words from now on; without any, in the product's again.
     *
     * @throws BillingException VALIDATION_FAILED by its field, also for a variable that there is not
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public MailTemplateView change(MailKind kind, NewMailTemplate wanted) {
        MailWording words = wording(wanted.language());
        MailTemplate.Words said = said(kind, wanted);
        MailTemplate template = templates.find(kind, words.language()).orElse(null);
        MailTemplateView before = view(kind, words, template == null ? null : template.words());
        if (template == null) {
            template = new MailTemplate(Ids.next(), kind, words.language());
            template.say(said);
            templates.add(template);
        } else {
            template.say(said);
            templates.flush();
        }
        MailTemplateView after = view(kind, words, said);
        audit.record("mail_template.update", kind.code() + "." + words.language(), before, after);
        return after;
    }

    private static MailTemplate.@Nullable Words said(MailKind kind, NewMailTemplate wanted) {
        String subject = wanted.subject();
        String text = wanted.text();
        if (subject == null && text == null) {
            return null;
        }
        if (subject == null || text == null) {
            throw BillingException.invalid(
                    subject == null ? "subject" : "text", "required", "is needed together with the other one");
        }
        MailText.checked("subject", subject, kind.variables());
        MailText.checked("text", text, kind.variables());
        return new MailTemplate.Words(subject, text);
    }

    /**
     * Shows how a mail would look, with the values of an invoice that there could be. What is left out of the words is as it is now.
     *
     * @throws BillingException VALIDATION_FAILED as when it is changed
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public MailPreview preview(MailKind kind, NewMailTemplate wanted) {
        MailWording words = wording(wanted.language());
        MailTemplateView now = view(
                kind,
                words,
                templates.find(kind, words.language()).map(MailTemplate::words).orElse(null));
        TenantView tenant = tenants.current();
        String name = tenant.branding().displayName() == null
                ? tenant.name()
                : tenant.branding().displayName();
        String page = settings.find()
                .map(there -> there.view().paymentPage())
                .map(there -> there.replace("{invoice_id}", SAMPLE_ID))
                .filter(there -> kind.leadsToPayment())
                .orElse("");
        return MailWriter.write(new MailWriter.Parts(
                MailText.checked(
                        "subject", wanted.subject() == null ? now.subject() : wanted.subject(), kind.variables()),
                MailText.checked("text", wanted.text() == null ? now.text() : wanted.text(), kind.variables()),
                MailValues.sample(name, tenant.currency(), new Figures(words.locale())),
                MailLook.of(tenant, name, words.language()),
                words.pay(),
                page));
    }

    private MailWording wording(@Nullable String language) {
        if (language != null && !MailWording.LANGUAGES.contains(language)) {
            throw BillingException.invalid("language", "unknown", "must be one of " + MailWording.LANGUAGES);
        }
        return MailWording.in(language, tenants.current().locale());
    }

    private static MailTemplateView view(MailKind kind, MailWording words, MailTemplate.@Nullable Words own) {
        return new MailTemplateView(
                kind,
                words.language(),
                own == null ? words.subject(kind) : own.subject(),
                own == null ? words.text(kind) : own.text(),
                own != null,
                kind.variables().stream().sorted().toList());
    }
}
