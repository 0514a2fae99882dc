package dev.steward.availability.reading;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * @param reachable
 *            active, online and pinged lately; whether there is capacity left does not matter
 */
@Schema(examples = """
        {"reachable": true, "source": "valkey"}""")
public record Reachability(boolean reachable, Source source) {}
