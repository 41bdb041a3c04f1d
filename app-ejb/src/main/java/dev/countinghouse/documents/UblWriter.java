package dev.countinghouse.documents;

import com.helger.ubl21.UBL21Marshaller;
import dev.countinghouse.documents.EInvoice.Line;
import java.util.Objects;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.BillingReferenceType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.CreditNoteLineType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.DocumentReferenceType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.InvoiceLineType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PaymentTermsType;
import oasis.names.specification.ubl.schema.xsd.commonbasiccomponents_21.NoteType;
import oasis.names.specification.ubl.schema.xsd.creditnote_21.CreditNoteType;
import oasis.names.specification.ubl.schema.xsd.invoice_21.InvoiceType;

/** Writes UBL 2.1, which has a document of its own for credit notes. */
final class UblWriter {

    private final EInvoice document;
    private final UblParts parts;

    private UblWriter(EInvoice document) {
        this.document = document;
        this.parts = new UblParts(document.currency());
    }

    static byte[] write(EInvoice document) {
        UblWriter writer = new UblWriter(document);
        return switch (document.type()) {
            case INVOICE -> XmlWriting.write(UBL21Marshaller.invoice(), writer.invoice());
            case CREDIT_NOTE -> XmlWriting.write(UBL21Marshaller.creditNote(), writer.creditNote());
        };
    }

    private InvoiceType invoice() {
        InvoiceType invoice = new InvoiceType();
        invoice.setCustomizationID(document.profile().specification());
        if (document.profile().process() != null) {
            invoice.setProfileID(document.profile().process());
        }
        invoice.setID(document.number());
        invoice.setIssueDate(document.issuedOn());
        invoice.setDueDate(Objects.requireNonNull(document.dueOn()));
        invoice.setInvoiceTypeCode(document.type().code());
        invoice.setDocumentCurrencyCode(document.currency());
        if (document.buyerReference() != null) {
            invoice.setBuyerReference(document.buyerReference());
        }
        if (document.preceding() != null) {
            invoice.addBillingReference(reference(document.preceding()));
        }
        invoice.setAccountingSupplierParty(parts.seller(document.seller()));
        invoice.setAccountingCustomerParty(parts.buyer(document.buyer()));
        if (document.payment() != null) {
            invoice.addPaymentMeans(parts.means(document.payment(), document.number()));
        }
        invoice.addTaxTotal(parts.taxes(document));
        invoice.setLegalMonetaryTotal(parts.totals(document));
        document.lines().forEach(line -> invoice.addInvoiceLine(invoiceLine(line)));
        return invoice;
    }

    private CreditNoteType creditNote() {
        CreditNoteType credit = new CreditNoteType();
        credit.setCustomizationID(document.profile().specification());
        if (document.profile().process() != null) {
            credit.setProfileID(document.profile().process());
        }
        credit.setID(document.number());
        credit.setIssueDate(document.issuedOn());
        credit.setCreditNoteTypeCode(document.type().code());
        if (document.note() != null) {
            credit.addNote(new NoteType(document.note()));
        }
        credit.setDocumentCurrencyCode(document.currency());
        if (document.buyerReference() != null) {
            credit.setBuyerReference(document.buyerReference());
        }
        credit.addBillingReference(reference(Objects.requireNonNull(document.preceding())));
        credit.setAccountingSupplierParty(parts.seller(document.seller()));
        credit.setAccountingCustomerParty(parts.buyer(document.buyer()));
        if (document.payment() != null) {
            credit.addPaymentMeans(parts.means(document.payment(), document.number()));
        }
        PaymentTermsType terms = new PaymentTermsType();
        terms.addNote(new NoteType(document.terms()));
        credit.addPaymentTerms(terms);
        credit.addTaxTotal(parts.taxes(document));
        credit.setLegalMonetaryTotal(parts.totals(document));
        document.lines().forEach(line -> credit.addCreditNoteLine(creditNoteLine(line)));
        return credit;
    }

    private static BillingReferenceType reference(EInvoice.Reference of) {
        DocumentReferenceType document = new DocumentReferenceType();
        document.setID(of.number());
        document.setIssueDate(of.issuedOn());
        BillingReferenceType reference = new BillingReferenceType();
        reference.setInvoiceDocumentReference(document);
        return reference;
    }

    private InvoiceLineType invoiceLine(Line of) {
        InvoiceLineType line = new InvoiceLineType();
        line.setID(String.valueOf(of.position()));
        line.setInvoicedQuantity(of.quantity()).setUnitCode(EInvoice.UNIT);
        line.setLineExtensionAmount(of.amount()).setCurrencyID(document.currency());
        line.addInvoicePeriod(parts.period(of));
        if (of.discount() != null) {
            line.addAllowanceCharge(parts.allowance(of.discount()));
        }
        line.setItem(parts.item(of));
        line.setPrice(parts.price(of));
        return line;
    }

    private CreditNoteLineType creditNoteLine(Line of) {
        CreditNoteLineType line = new CreditNoteLineType();
        line.setID(String.valueOf(of.position()));
        line.setCreditedQuantity(of.quantity()).setUnitCode(EInvoice.UNIT);
        line.setLineExtensionAmount(of.amount()).setCurrencyID(document.currency());
        line.addInvoicePeriod(parts.period(of));
        line.setItem(parts.item(of));
        line.setPrice(parts.price(of));
        return line;
    }
}
