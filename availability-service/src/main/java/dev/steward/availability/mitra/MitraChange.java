package dev.steward.availability.mitra;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What to change; absent members stay as they are.
 *
 * @param active
 *            false also takes the mitra offline; true does not bring it back online
 */
@Schema(examples = """
        {"active": false}""")
public record MitraChange(Boolean active, @Min(1) @Max(1000) Integer maxConcurrent) {}
