package dev.steward.benchmarks;

/**
 * What is put under load.
 *
 * @param name
 *            as in the table
 * @param url
 *            answers 200 to GET
 */
record Variant(String name, String url) {}
