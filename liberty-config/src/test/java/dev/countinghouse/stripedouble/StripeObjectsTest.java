package dev.countinghouse.stripedouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.HasId;
import com.stripe.model.Product;
import com.stripe.param.CustomerListParams;
import com.stripe.param.CustomerRetrieveParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentMethodCreateParams;
import com.stripe.param.PaymentMethodListParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.ProductUpdateParams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers, cards, the catalog, and lists. */
class StripeObjectsTest {
    private final Sdk sdk = Sdk.start();

    @AfterEach
    void stop() {
        sdk.close();
    }

    @Test
    void aCustomerIsChangedAndDeleted() throws StripeException {
        Customer ada = sdk.customer();
        assertThat(ada.getMetadata()).containsEntry("tenant", "acme");
        Customer changed = sdk.v1()
                .customers()
                .update(
                        ada.getId(),
                        CustomerUpdateParams.builder()
                                .setName("Ada Lovelace")
                                .putMetadata("tenant", "")
                                .putMetadata("plan", "x")
                                .setAddress(CustomerUpdateParams.Address.builder()
                                        .setCity("London")
                                        .setCountry("GB")
                                        .build())
                                .build());
        assertThat(changed.getMetadata()).containsOnlyKeys("plan");
        assertThat(changed.getAddress().getCity()).isEqualTo("London");
        assertThat(sdk.v1().events().list().getData().getFirst().getData().getPreviousAttributes())
                .containsEntry("name", "Ada");
        assertThat(sdk.v1().customers().delete(ada.getId()).getDeleted()).isTrue();
        assertThat(sdk.v1().customers().retrieve(ada.getId()).getDeleted()).isTrue();
        assertThatThrownBy(() -> sdk.v1()
                        .customers()
                        .update(ada.getId(), CustomerUpdateParams.builder().build()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aListIsReadInPagesForwardsAndBackwards() throws StripeException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(sdk.customer().getId());
        }
        Collections.reverse(ids);
        var first = sdk.v1()
                .customers()
                .list(CustomerListParams.builder().setLimit(2L).build());
        assertThat(first.getHasMore()).isTrue();
        assertThat(first.getData()).extracting(HasId::getId).isEqualTo(ids.subList(0, 2));
        var rest = sdk.v1()
                .customers()
                .list(CustomerListParams.builder().setStartingAfter(ids.get(1)).build());
        assertThat(rest.getHasMore()).isFalse();
        assertThat(rest.getData()).extracting(HasId::getId).isEqualTo(ids.subList(2, 5));
        var back = sdk.v1()
                .customers()
                .list(CustomerListParams.builder()
                        .setEndingBefore(ids.get(3))
                        .setLimit(2L)
                        .build());
        assertThat(back.getHasMore()).isTrue();
        assertThat(back.getData()).extracting(HasId::getId).isEqualTo(ids.subList(1, 3));
        assertThat(first.autoPagingIterable()).extracting(HasId::getId).isEqualTo(ids);
    }

    @Test
    void paymentsAreFoundByCustomerAndTime() throws StripeException {
        Customer ada = sdk.customer();
        sdk.pay(500, "pm_card_visa");
        String hers = sdk.v1()
                .paymentIntents()
                .create(Sdk.payment(600, "pm_card_visa")
                        .setCustomer(ada.getId())
                        .build())
                .getId();
        assertThat(sdk.v1()
                        .paymentIntents()
                        .list(PaymentIntentListParams.builder()
                                .setCustomer(ada.getId())
                                .build())
                        .getData())
                .extracting(HasId::getId)
                .containsExactly(hers);
        assertThat(sdk.v1()
                        .paymentIntents()
                        .list(PaymentIntentListParams.builder()
                                .setCreated(PaymentIntentListParams.Created.builder()
                                        .setLt(ada.getCreated())
                                        .build())
                                .build())
                        .getData())
                .isEmpty();
    }

    @Test
    void cardsAreMadeOfTestNumbersAttachedListedAndDetached() throws StripeException {
        Customer ada = sdk.customer();
        String card = card("5555 5555 5555 4444");
        sdk.card(ada, card);
        PaymentMethodListParams hers =
                PaymentMethodListParams.builder().setCustomer(ada.getId()).build();
        assertThat(sdk.v1().paymentMethods().list(hers).getData())
                .singleElement()
                .satisfies(one -> assertThat(one.getCard().getBrand()).isEqualTo("mastercard"));
        assertThatThrownBy(() -> sdk.card(sdk.customer(), card)).isInstanceOf(InvalidRequestException.class);
        sdk.v1().paymentMethods().detach(card);
        assertThat(sdk.v1().paymentMethods().list(hers).getData()).isEmpty();
        assertThatThrownBy(() -> card("4000000000000000")).isInstanceOf(CardException.class);
    }

    private String card(String number) throws StripeException {
        return sdk.v1()
                .paymentMethods()
                .create(PaymentMethodCreateParams.builder()
                        .setType(PaymentMethodCreateParams.Type.CARD)
                        .setCard(PaymentMethodCreateParams.CardDetails.builder()
                                .setNumber(number)
                                .setExpMonth(12L)
                                .setExpYear(2090L)
                                .setCvc("123")
                                .build())
                        .build())
                .getId();
    }

    @Test
    void productsAndPricesAreKept() throws StripeException {
        Product product = sdk.v1()
                .products()
                .create(ProductCreateParams.builder().setName("Tier").build());
        sdk.v1()
                .prices()
                .create(PriceCreateParams.builder()
                        .setProduct(product.getId())
                        .setCurrency("usd")
                        .setUnitAmount(4_900L)
                        .setLookupKey("growth")
                        .build());
        assertThat(sdk.v1()
                        .prices()
                        .list(PriceListParams.builder().addLookupKey("growth").build())
                        .getData())
                .singleElement()
                .satisfies(price -> assertThat(price.getUnitAmount()).isEqualTo(4_900));
        assertThat(sdk.v1()
                        .products()
                        .update(
                                product.getId(),
                                ProductUpdateParams.builder().setActive(false).build())
                        .getActive())
                .isFalse();
        assertThatThrownBy(() -> sdk.v1().products().delete(product.getId()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void whatCannotBeExpandedIsToldSo() throws StripeException {
        Customer ada = sdk.customer();
        assertThat(sdk.v1()
                        .customers()
                        .retrieve(
                                ada.getId(),
                                CustomerRetrieveParams.builder()
                                        .addExpand("subscriptions")
                                        .build(),
                                null)
                        .getSubscriptions()
                        .getData())
                .isEmpty();
        assertThatThrownBy(() -> sdk.v1()
                        .customers()
                        .retrieve(
                                ada.getId(),
                                CustomerRetrieveParams.builder()
                                        .addExpand("nonsense")
                                        .build(),
                                null))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.getParam()).isEqualTo("expand"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"cus_1\",\"object\":\"customer\"}",
                "{\"object\":\"nonsense\"}",
                "{\"object\":\"list\",\"data\":[]}",
                "{\"error\":{\"type\":\"x\",\"nonsense\":1}}"
            })
    void whatStripeWouldNotAnswerIsFound(String answer) {
        assertThat(AnswerShapes.wrong(answer)).isNotEmpty();
    }

    @Test
    void everyTamperedFieldOfAnAnswerIsFound() throws StripeException {
        String good = sdk.customer().getLastResponse().body();
        assertThat(AnswerShapes.wrong(good)).isEmpty();
        assertThat(AnswerShapes.wrong(good.replace("\"delinquent\"", "\"delinquint\"")))
                .isNotEmpty();
        assertThat(AnswerShapes.wrong(good.replace("\"balance\" : 0", "\"balance\" : \"0\"")))
                .isNotEmpty();
        assertThat(AnswerShapes.wrong(good.replace("\"livemode\" : false", "\"livemode\" : null")))
                .isNotEmpty();
        assertThat(AnswerShapes.wrong(good.replace("\"tax_exempt\" : \"none\"", "\"tax_exempt\" : \"nobody\"")))
                .isNotEmpty();
    }
}
