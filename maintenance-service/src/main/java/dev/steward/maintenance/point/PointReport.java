package dev.steward.maintenance.point;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * What an enforcement point says of itself.
 *
 * @param kind
 *            {@code gateway} or {@code service}
 * @param revision
 *            which one counts there; -1: it knows none
 * @param clockOffsetMillis
 *            how much its clock is behind this service's, as it believes
 */
public record PointReport(@NotNull @Pattern(regexp = "gateway|service") String kind, long revision, long clockOffsetMillis) {}
