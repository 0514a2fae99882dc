package dev.steward.availability.authsession;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A sign-in to register. */
@Schema(examples = """
        {"mitraId": "019a9e3c-1c2d-7b3a-9f10-2a1b3c4d5e6f"}""")
public record NewAuthSession(@NotNull UUID mitraId) {}
