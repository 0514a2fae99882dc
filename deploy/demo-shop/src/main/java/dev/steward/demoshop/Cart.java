package dev.steward.demoshop;

import java.math.BigDecimal;

/** What is in somebody's cart, summed up. */
public record Cart(int items, BigDecimal total, String currency) {
    static final Cart EMPTY = new Cart(0, new BigDecimal("0.00"), Product.CURRENCY);

    Cart plus(Product product) {
        return new Cart(items + 1, total.add(product.price()), currency);
    }
}
