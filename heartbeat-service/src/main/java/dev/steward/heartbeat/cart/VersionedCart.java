package dev.steward.heartbeat.cart;

/** A cart with its row's version: of two copies the one with the higher number is the later. */
record VersionedCart(long version, Cart cart) {}
