package dev.steward.kit.recording.redaction;

/** One header field as it was on the wire; a repeated name is a repeated header. */
public record Header(String name, String value) {}
