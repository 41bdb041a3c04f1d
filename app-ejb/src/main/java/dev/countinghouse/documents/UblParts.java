package dev.countinghouse.documents;

import dev.countinghouse.documents.EInvoice.Account;
import dev.countinghouse.documents.EInvoice.Contact;
import dev.countinghouse.documents.EInvoice.Line;
import dev.countinghouse.documents.EInvoice.Party;
import dev.countinghouse.documents.EInvoice.Payment;
import dev.countinghouse.documents.EInvoice.Place;
import dev.countinghouse.documents.EInvoice.Vat;
import dev.countinghouse.documents.EInvoice.VatKey;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.AddressType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.AllowanceChargeType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.BranchType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ContactType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.CountryType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.CustomerPartyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.FinancialAccountType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ItemType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.MonetaryTotalType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyIdentificationType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyLegalEntityType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyTaxSchemeType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PaymentMeansType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PeriodType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PriceType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.SupplierPartyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.TaxCategoryType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.TaxSchemeType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.TaxSubtotalType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.TaxTotalType;
import oasis.names.specification.ubl.schema.xsd.commonbasiccomponents_21.AllowanceChargeReasonType;
import oasis.names.specification.ubl.schema.xsd.commonbasiccomponents_21.PaymentIDType;
import oasis.names.specification.ubl.schema.xsd.commonbasiccomponents_21.TaxExemptionReasonType;
import org.jspecify.annotations.Nullable;

/** What UBL's invoices and credit notes have in common. */
final class UblParts {

    private static final String VAT = "VAT";
    private static final String OTHER_TAX = "TAX";

    private final String currency;

    UblParts(String currency) {
        this.currency = currency;
    }

    SupplierPartyType seller(Party of) {
        SupplierPartyType seller = new SupplierPartyType();
        seller.setParty(party(of));
        return seller;
    }

    CustomerPartyType buyer(Party of) {
        CustomerPartyType buyer = new CustomerPartyType();
        buyer.setParty(party(of));
        return buyer;
    }

    private static PartyType party(Party of) {
        PartyType party = new PartyType();
        if (of.address() != null) {
            party.setEndpointID(of.address().id()).setSchemeID(of.address().scheme());
        }
        if (of.id() != null) {
            PartyIdentificationType id = new PartyIdentificationType();
            id.setID(of.id());
            party.addPartyIdentification(id);
        }
        party.setPostalAddress(address(of.place()));
        register(party, VAT, of.vatId());
        register(party, OTHER_TAX, of.taxNumber());
        PartyLegalEntityType entity = new PartyLegalEntityType();
        entity.setRegistrationName(of.name());
        party.addPartyLegalEntity(entity);
        if (of.contact() != null) {
            party.setContact(contact(of.contact()));
        }
        return party;
    }

    private static ContactType contact(Contact of) {
        ContactType contact = new ContactType();
        if (of.name() != null) {
            contact.setName(of.name());
        }
        if (of.phone() != null) {
            contact.setTelephone(of.phone());
        }
        if (of.email() != null) {
            contact.setElectronicMail(of.email());
        }
        return contact;
    }

    private static void register(PartyType party, String scheme, @Nullable String number) {
        if (number != null) {
            PartyTaxSchemeType registration = new PartyTaxSchemeType();
            registration.setCompanyID(number);
            registration.setTaxScheme(scheme(scheme));
            party.addPartyTaxScheme(registration);
        }
    }

    private static TaxSchemeType scheme(String id) {
        TaxSchemeType scheme = new TaxSchemeType();
        scheme.setID(id);
        return scheme;
    }

    private static AddressType address(Place place) {
        AddressType address = new AddressType();
        if (place.line1() != null) {
            address.setStreetName(place.line1());
        }
        if (place.line2() != null) {
            address.setAdditionalStreetName(place.line2());
        }
        if (place.city() != null) {
            address.setCityName(place.city());
        }
        if (place.postalCode() != null) {
            address.setPostalZone(place.postalCode());
        }
        if (place.region() != null) {
            address.setCountrySubentity(place.region());
        }
        CountryType country = new CountryType();
        country.setIdentificationCode(place.country());
        address.setCountry(country);
        return address;
    }

    PaymentMeansType means(Payment payment, String reference) {
        PaymentMeansType means = new PaymentMeansType();
        means.setPaymentMeansCode(payment.meansCode());
        means.addPaymentID(new PaymentIDType(reference));
        if (payment.account() != null) {
            means.setPayeeFinancialAccount(payee(payment.account()));
        }
        return means;
    }

    private static FinancialAccountType payee(Account account) {
        FinancialAccountType payee = new FinancialAccountType();
        payee.setID(account.iban());
        payee.setName(account.holder());
        if (account.bic() != null) {
            BranchType bank = new BranchType();
            bank.setID(account.bic());
            payee.setFinancialInstitutionBranch(bank);
        }
        return payee;
    }

    TaxTotalType taxes(EInvoice document) {
        TaxTotalType total = new TaxTotalType();
        total.setTaxAmount(document.tax()).setCurrencyID(currency);
        document.vat().forEach(vat -> total.addTaxSubtotal(tax(vat)));
        return total;
    }

    private TaxSubtotalType tax(Vat vat) {
        TaxCategoryType category = category(vat.key());
        category.setPercent(
                vat.key().percent()); // also of what is not subject to VAT: Germany's rules want one, BR-DE-14
        if (vat.key().category().reasonCode() != null) {
            category.setTaxExemptionReasonCode(vat.key().category().reasonCode());
        }
        if (vat.reason() != null) {
            category.addTaxExemptionReason(new TaxExemptionReasonType(vat.reason()));
        }
        TaxSubtotalType tax = new TaxSubtotalType();
        tax.setTaxableAmount(vat.base()).setCurrencyID(currency);
        tax.setTaxAmount(vat.amount()).setCurrencyID(currency);
        tax.setTaxCategory(category);
        return tax;
    }

    private static TaxCategoryType category(VatKey key) {
        TaxCategoryType category = new TaxCategoryType();
        category.setID(key.category().code());
        if (key.category() != VatCategory.NOT_SUBJECT) {
            category.setPercent(key.percent());
        }
        category.setTaxScheme(scheme(VAT));
        return category;
    }

    MonetaryTotalType totals(EInvoice document) {
        MonetaryTotalType totals = new MonetaryTotalType();
        totals.setLineExtensionAmount(document.net()).setCurrencyID(currency);
        totals.setTaxExclusiveAmount(document.net()).setCurrencyID(currency);
        totals.setTaxInclusiveAmount(document.total()).setCurrencyID(currency);
        if (document.prepaid().signum() != 0) {
            totals.setPrepaidAmount(document.prepaid()).setCurrencyID(currency);
        }
        totals.setPayableAmount(document.payable()).setCurrencyID(currency);
        return totals;
    }

    PeriodType period(Line line) {
        PeriodType period = new PeriodType();
        period.setStartDate(line.firstDay());
        period.setEndDate(line.lastDay());
        return period;
    }

    ItemType item(Line line) {
        ItemType item = new ItemType();
        item.setName(line.name());
        item.addClassifiedTaxCategory(category(line.vat()));
        return item;
    }

    PriceType price(Line line) {
        PriceType price = new PriceType();
        price.setPriceAmount(line.price()).setCurrencyID(currency);
        return price;
    }

    AllowanceChargeType allowance(EInvoice.Discount discount) {
        AllowanceChargeType allowance = new AllowanceChargeType();
        allowance.setChargeIndicator(discount.isCharge());
        if (!discount.isCharge()) {
            allowance.setAllowanceChargeReasonCode(EInvoice.Discount.CODE);
        }
        allowance.addAllowanceChargeReason(new AllowanceChargeReasonType(discount.reason()));
        allowance.setAmount(discount.amount().abs()).setCurrencyID(currency);
        return allowance;
    }
}
