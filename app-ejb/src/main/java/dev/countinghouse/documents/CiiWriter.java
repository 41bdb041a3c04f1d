package dev.countinghouse.documents;

import com.helger.cii.d16b.CIID16BCrossIndustryInvoiceTypeMarshaller;
import dev.countinghouse.documents.EInvoice.Account;
import dev.countinghouse.documents.EInvoice.Contact;
import dev.countinghouse.documents.EInvoice.Line;
import dev.countinghouse.documents.EInvoice.Party;
import dev.countinghouse.documents.EInvoice.Payment;
import dev.countinghouse.documents.EInvoice.Place;
import dev.countinghouse.documents.EInvoice.Vat;
import dev.countinghouse.documents.EInvoice.VatKey;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import un.unece.uncefact.data.standard.crossindustryinvoice._100.CrossIndustryInvoiceType;
import un.unece.uncefact.data.standard.qualifieddatatype._100.FormattedDateTimeType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.CreditorFinancialAccountType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.CreditorFinancialInstitutionType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.DocumentContextParameterType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.DocumentLineDocumentType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.ExchangedDocumentContextType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.ExchangedDocumentType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.HeaderTradeAgreementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.HeaderTradeDeliveryType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.HeaderTradeSettlementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.LineTradeAgreementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.LineTradeDeliveryType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.LineTradeSettlementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.NoteType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.ReferencedDocumentType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.SpecifiedPeriodType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.SupplyChainTradeLineItemType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.SupplyChainTradeTransactionType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TaxRegistrationType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeAddressType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeAllowanceChargeType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeContactType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradePartyType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradePaymentTermsType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradePriceType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeProductType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeSettlementHeaderMonetarySummationType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeSettlementLineMonetarySummationType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeSettlementPaymentMeansType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeTaxType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.UniversalCommunicationType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.AmountType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.DateTimeType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.IDType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.IndicatorType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.TextType;

/** Writes UN/CEFACT Cross Industry Invoices, D16B: what Factur-X has in it. */
final class CiiWriter {

    private static final String VAT = "VAT";
    private static final String VAT_ID = "VA";
    private static final String TAX_NUMBER = "FC";
    private static final String DAY = "102"; // UNTDID 2379

    private final EInvoice document;

    private CiiWriter(EInvoice document) {
        this.document = document;
    }

    static byte[] write(EInvoice document) {
        return XmlWriting.write(new CIID16BCrossIndustryInvoiceTypeMarshaller(), new CiiWriter(document).invoice());
    }

    private CrossIndustryInvoiceType invoice() {
        CrossIndustryInvoiceType invoice = new CrossIndustryInvoiceType();
        DocumentContextParameterType guideline = new DocumentContextParameterType();
        guideline.setID(document.profile().specification());
        ExchangedDocumentContextType context = new ExchangedDocumentContextType();
        context.addGuidelineSpecifiedDocumentContextParameter(guideline);
        invoice.setExchangedDocumentContext(context);
        invoice.setExchangedDocument(head());
        SupplyChainTradeTransactionType trade = new SupplyChainTradeTransactionType();
        document.lines().forEach(line -> trade.addIncludedSupplyChainTradeLineItem(line(line)));
        trade.setApplicableHeaderTradeAgreement(parties());
        trade.setApplicableHeaderTradeDelivery(new HeaderTradeDeliveryType());
        trade.setApplicableHeaderTradeSettlement(settlement());
        invoice.setSupplyChainTradeTransaction(trade);
        return invoice;
    }

    private ExchangedDocumentType head() {
        ExchangedDocumentType head = new ExchangedDocumentType();
        head.setID(document.number());
        head.setTypeCode(document.type().code());
        head.setIssueDateTime(day(document.issuedOn()));
        if (document.note() != null) {
            NoteType note = new NoteType();
            note.addContent(new TextType(document.note()));
            head.addIncludedNote(note);
        }
        return head;
    }

    private static SupplyChainTradeLineItemType line(Line line) {
        SupplyChainTradeLineItemType item = new SupplyChainTradeLineItemType();
        DocumentLineDocumentType position = new DocumentLineDocumentType();
        position.setLineID(String.valueOf(line.position()));
        item.setAssociatedDocumentLineDocument(position);
        TradeProductType product = new TradeProductType();
        product.addName(new TextType(line.name()));
        item.setSpecifiedTradeProduct(product);
        TradePriceType price = new TradePriceType();
        price.addChargeAmount(new AmountType(line.price()));
        LineTradeAgreementType agreement = new LineTradeAgreementType();
        agreement.setNetPriceProductTradePrice(price);
        item.setSpecifiedLineTradeAgreement(agreement);
        LineTradeDeliveryType delivery = new LineTradeDeliveryType();
        delivery.setBilledQuantity(line.quantity()).setUnitCode(EInvoice.UNIT);
        item.setSpecifiedLineTradeDelivery(delivery);
        item.setSpecifiedLineTradeSettlement(settlement(line));
        return item;
    }

    private static LineTradeSettlementType settlement(Line line) {
        LineTradeSettlementType settlement = new LineTradeSettlementType();
        settlement.addApplicableTradeTax(tax(line.vat()));
        SpecifiedPeriodType period = new SpecifiedPeriodType();
        period.setStartDateTime(day(line.firstDay()));
        period.setEndDateTime(day(line.lastDay()));
        settlement.setBillingSpecifiedPeriod(period);
        if (line.discount() != null) {
            settlement.addSpecifiedTradeAllowanceCharge(allowance(line.discount()));
        }
        TradeSettlementLineMonetarySummationType sum = new TradeSettlementLineMonetarySummationType();
        sum.addLineTotalAmount(new AmountType(line.amount()));
        settlement.setSpecifiedTradeSettlementLineMonetarySummation(sum);
        return settlement;
    }

    private static TradeAllowanceChargeType allowance(EInvoice.Discount discount) {
        TradeAllowanceChargeType allowance = new TradeAllowanceChargeType();
        IndicatorType charge = new IndicatorType();
        charge.setIndicator(discount.isCharge());
        allowance.setChargeIndicator(charge);
        allowance.addActualAmount(new AmountType(discount.amount().abs()));
        if (!discount.isCharge()) {
            allowance.setReasonCode(EInvoice.Discount.CODE);
        }
        allowance.setReason(discount.reason());
        return allowance;
    }

    private static TradeTaxType tax(VatKey key) {
        TradeTaxType tax = new TradeTaxType();
        tax.setTypeCode(VAT);
        tax.setCategoryCode(key.category().code());
        if (key.category() != VatCategory.NOT_SUBJECT) {
            tax.setRateApplicablePercent(key.percent());
        }
        return tax;
    }

    private HeaderTradeAgreementType parties() {
        HeaderTradeAgreementType agreement = new HeaderTradeAgreementType();
        if (document.buyerReference() != null) {
            agreement.setBuyerReference(document.buyerReference());
        }
        agreement.setSellerTradeParty(party(document.seller()));
        agreement.setBuyerTradeParty(party(document.buyer()));
        return agreement;
    }

    private static TradePartyType party(Party of) {
        TradePartyType party = new TradePartyType();
        if (of.id() != null) {
            party.addID(new IDType(of.id()));
        }
        party.setName(of.name());
        if (of.contact() != null) {
            party.addDefinedTradeContact(contact(of.contact()));
        }
        party.setPostalTradeAddress(address(of.place()));
        if (of.address() != null) {
            UniversalCommunicationType address = new UniversalCommunicationType();
            address.setURIID(of.address().id()).setSchemeID(of.address().scheme());
            party.addURIUniversalCommunication(address);
        }
        register(party, VAT_ID, of.vatId());
        register(party, TAX_NUMBER, of.taxNumber());
        return party;
    }

    private static TradeContactType contact(Contact of) {
        TradeContactType contact = new TradeContactType();
        if (of.name() != null) {
            contact.setPersonName(of.name());
        }
        if (of.phone() != null) {
            UniversalCommunicationType phone = new UniversalCommunicationType();
            phone.setCompleteNumber(of.phone());
            contact.setTelephoneUniversalCommunication(phone);
        }
        if (of.email() != null) {
            UniversalCommunicationType email = new UniversalCommunicationType();
            email.setURIID(of.email());
            contact.setEmailURIUniversalCommunication(email);
        }
        return contact;
    }

    private static void register(TradePartyType party, String scheme, @Nullable String number) {
        if (number != null) {
            TaxRegistrationType registration = new TaxRegistrationType();
            registration.setID(number).setSchemeID(scheme);
            party.addSpecifiedTaxRegistration(registration);
        }
    }

    private static TradeAddressType address(Place place) {
        TradeAddressType address = new TradeAddressType();
        if (place.postalCode() != null) {
            address.setPostcodeCode(place.postalCode());
        }
        if (place.line1() != null) {
            address.setLineOne(place.line1());
        }
        if (place.line2() != null) {
            address.setLineTwo(place.line2());
        }
        if (place.city() != null) {
            address.setCityName(place.city());
        }
        address.setCountryID(place.country());
        if (place.region() != null) {
            address.addCountrySubDivisionName(new TextType(place.region()));
        }
        return address;
    }

    private HeaderTradeSettlementType settlement() {
        HeaderTradeSettlementType settlement = new HeaderTradeSettlementType();
        settlement.setInvoiceCurrencyCode(document.currency());
        if (document.payment() != null) {
            settlement.addPaymentReference(new TextType(document.number()));
            settlement.addSpecifiedTradeSettlementPaymentMeans(means(document.payment()));
        }
        document.vat().forEach(vat -> settlement.addApplicableTradeTax(tax(vat)));
        TradePaymentTermsType terms = new TradePaymentTermsType();
        if (document.terms() != null) {
            terms.addDescription(new TextType(document.terms()));
        }
        if (document.dueOn() != null) {
            terms.setDueDateDateTime(day(document.dueOn()));
        }
        settlement.addSpecifiedTradePaymentTerms(terms);
        settlement.setSpecifiedTradeSettlementHeaderMonetarySummation(totals());
        if (document.preceding() != null) {
            settlement.setInvoiceReferencedDocument(reference(document.preceding()));
        }
        return settlement;
    }

    private static TradeSettlementPaymentMeansType means(Payment payment) {
        TradeSettlementPaymentMeansType means = new TradeSettlementPaymentMeansType();
        means.setTypeCode(payment.meansCode());
        Account account = payment.account();
        if (account == null) {
            return means;
        }
        CreditorFinancialAccountType creditor = new CreditorFinancialAccountType();
        creditor.setIBANID(account.iban());
        creditor.setAccountName(account.holder());
        means.setPayeePartyCreditorFinancialAccount(creditor);
        if (account.bic() != null) {
            CreditorFinancialInstitutionType bank = new CreditorFinancialInstitutionType();
            bank.setBICID(account.bic());
            means.setPayeeSpecifiedCreditorFinancialInstitution(bank);
        }
        return means;
    }

    private static TradeTaxType tax(Vat vat) {
        TradeTaxType tax = tax(vat.key());
        tax.addCalculatedAmount(new AmountType(vat.amount()));
        tax.addBasisAmount(new AmountType(vat.base()));
        if (vat.reason() != null) {
            tax.setExemptionReason(vat.reason());
        }
        if (vat.key().category().reasonCode() != null) {
            tax.setExemptionReasonCode(vat.key().category().reasonCode());
        }
        return tax;
    }

    private TradeSettlementHeaderMonetarySummationType totals() {
        TradeSettlementHeaderMonetarySummationType totals = new TradeSettlementHeaderMonetarySummationType();
        AmountType tax = new AmountType(document.tax());
        tax.setCurrencyID(document.currency());
        totals.addLineTotalAmount(new AmountType(document.net()));
        totals.addTaxBasisTotalAmount(new AmountType(document.net()));
        totals.addTaxTotalAmount(tax);
        totals.addGrandTotalAmount(new AmountType(document.total()));
        if (document.prepaid().signum() != 0) {
            totals.addTotalPrepaidAmount(new AmountType(document.prepaid()));
        }
        totals.addDuePayableAmount(new AmountType(document.payable()));
        return totals;
    }

    private static ReferencedDocumentType reference(EInvoice.Reference of) {
        ReferencedDocumentType reference = new ReferencedDocumentType();
        reference.setIssuerAssignedID(of.number());
        FormattedDateTimeType.DateTimeString day = new FormattedDateTimeType.DateTimeString(written(of.issuedOn()));
        day.setFormat(DAY);
        FormattedDateTimeType issued = new FormattedDateTimeType();
        issued.setDateTimeString(day);
        reference.setFormattedIssueDateTime(issued);
        return reference;
    }

    private static DateTimeType day(LocalDate day) {
        DateTimeType.DateTimeString text = new DateTimeType.DateTimeString(written(day));
        text.setFormat(DAY);
        DateTimeType time = new DateTimeType();
        time.setDateTimeString(text);
        return time;
    }

    private static String written(LocalDate day) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }
}
