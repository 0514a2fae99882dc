package dev.steward.availability.mitra;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A mitra to create.
 *
 * @param id
 *            the subject of the mitra's tokens; made here where it is absent
 */
@Schema(examples = """
        {"displayName": "Sari", "maxConcurrent": 3}""")
public record NewMitra(UUID id, @NotBlank @Size(max = 200) String displayName,
        @NotNull @Min(1) @Max(1000) Integer maxConcurrent) {}
