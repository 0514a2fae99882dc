package dev.steward.observability.retention;

import java.time.LocalDate;

/** One API's exchanges of one day, as they are stored. */
record StoredDay(String api, LocalDate day, long bytes) {}
