package dev.countinghouse.catalog;

import dev.countinghouse.catalog.CatalogDocument.AddOnItem;
import dev.countinghouse.catalog.CatalogDocument.CouponItem;
import dev.countinghouse.catalog.CatalogDocument.FeatureItem;
import dev.countinghouse.catalog.CatalogImportResult.Action;
import dev.countinghouse.catalog.CatalogImportResult.Item;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Consumer;

/** Brings the things of a catalog to what a document says that was checked. Tried dry, it only tells what it would do. */
@ApplicationScoped
class DocumentThings {

    @Inject
    ThingBook book;

    @Inject
    TaxRateService taxRates;

    @Inject
    FeatureService features;

    @Inject
    AddOnService addOns;

    @Inject
    CouponService coupons;

    Item bring(NewTaxRate wanted, CatalogState there, boolean dryRun) {
        TaxRate rate = there.taxRates().get(wanted.code());
        if (rate == null) {
            return create(TaxRateService.KIND, wanted.code(), dryRun, () -> taxRates.create(wanted));
        }
        if (rate.name().equals(wanted.name())) { // all else of it never changes
            return unchanged(TaxRateService.KIND, wanted.code());
        }
        return change(TaxRateService.KIND, rate, dryRun, found -> found.rename(wanted.name()));
    }

    Item bring(NewFeature wanted, CatalogState there, boolean dryRun) {
        Feature feature = there.features().get(wanted.code());
        if (feature == null) {
            return create(FeatureService.KIND, wanted.code(), dryRun, () -> features.create(wanted));
        }
        if (FeatureItem.of(feature.view(Map.of())).equals(FeatureItem.of(wanted))) {
            return unchanged(FeatureService.KIND, wanted.code());
        }
        return change(FeatureService.KIND, feature, dryRun, found -> found.bring(wanted));
    }

    Item bring(NewAddOn wanted, CatalogState there, boolean dryRun) {
        AddOn addOn = there.addOns().get(wanted.code());
        if (addOn == null) {
            return create(AddOnService.KIND, wanted.code(), dryRun, () -> addOns.create(wanted));
        }
        if (AddOnItem.of(addOn.view(Map.of())).equals(AddOnItem.of(wanted))) {
            return unchanged(AddOnService.KIND, wanted.code());
        }
        return change(AddOnService.KIND, addOn, dryRun, found -> found.bring(wanted));
    }

    Item bring(NewCoupon wanted, CatalogState there, boolean dryRun) {
        Coupon coupon = there.coupons().get(wanted.code());
        if (coupon == null) {
            return create(CouponService.KIND, wanted.code(), dryRun, () -> coupons.create(wanted));
        }
        if (CouponItem.of(coupon.view(Map.of())).equals(CouponItem.of(wanted))) {
            return unchanged(CouponService.KIND, wanted.code());
        }
        return change(CouponService.KIND, coupon, dryRun, found -> found.bring(wanted));
    }

    private static Item create(ThingKind<?> kind, String code, boolean dryRun, Runnable creation) {
        if (!dryRun) {
            creation.run();
        }
        return new Item(kind.name(), code, Action.CREATED);
    }

    private <V, T extends CatalogThing<V>> Item change(ThingKind<T> kind, T thing, boolean dryRun, Consumer<T> change) {
        if (!dryRun) {
            book.change(kind, new ThingRead(thing.id(), null), null, change);
        }
        return new Item(kind.name(), thing.code(), Action.CHANGED);
    }

    private static Item unchanged(ThingKind<?> kind, String code) {
        return new Item(kind.name(), code, Action.UNCHANGED);
    }
}
