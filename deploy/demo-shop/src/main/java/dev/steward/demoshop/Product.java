package dev.steward.demoshop;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** What the shop sells. */
public record Product(String id, String name, BigDecimal price) {
    static final String CURRENCY = "EUR";

    private static final List<Product> ALL = List.of(
            new Product("lamp", "Reading lamp", new BigDecimal("39.90")),
            new Product("kettle", "Copper kettle", new BigDecimal("64.00")),
            new Product("blanket", "Wool blanket", new BigDecimal("89.50")),
            new Product("notebook", "Notebook, dotted", new BigDecimal("12.20")));

    /** Null when there is none. */
    static Product find(String id) {
        return ALL.stream().filter(product -> product.id().equals(id)).findFirst().orElse(null);
    }

    static List<Product> search(String words) {
        String wanted = words.toLowerCase(Locale.ROOT);
        return ALL.stream().filter(product -> product.name().toLowerCase(Locale.ROOT).contains(wanted)).toList();
    }
}
